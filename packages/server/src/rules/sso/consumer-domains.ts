/** Domains under which anybody gets a mailbox. No organization's, whoever could put a record there. */
const consumerDomains = new Set(
  `gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es outlook.it outlook.jp hotmail.com hotmail.co.uk hotmail.de
  hotmail.fr hotmail.it hotmail.es live.com live.co.uk live.de live.fr live.nl live.it msn.com passport.com windowslive.com
  yahoo.com yahoo.co.uk yahoo.co.jp yahoo.co.in yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.ca yahoo.com.au yahoo.com.br yahoo.in
  ymail.com rocketmail.com myyahoo.com aol.com aol.co.uk aol.de aim.com verizon.net att.net sbcglobal.net bellsouth.net comcast.net
  cox.net charter.net icloud.com me.com mac.com privaterelay.appleid.com proton.me protonmail.com protonmail.ch pm.me tutanota.com
  tutanota.de tutamail.com tuta.io tuta.com keemail.me gmx.com gmx.de gmx.net gmx.at gmx.ch gmx.us gmx.co.uk web.de t-online.de
  freenet.de arcor.de online.de mail.de mailbox.org posteo.de posteo.net magenta.de vodafone.de o2online.de 1und1.de bluewin.ch
  hispeed.ch sunrise.ch chello.at aon.at mail.com email.com usa.com europe.com fastmail.com fastmail.fm hey.com zoho.com zohomail.com
  zohomail.eu mail.ru bk.ru list.ru inbox.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net i.ua qq.com foxmail.com
  163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn naver.com hanmail.net daum.net kakao.com nate.com
  docomo.ne.jp ezweb.ne.jp softbank.ne.jp rediffmail.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr
  libero.it virgilio.it tiscali.it alice.it tin.it tim.it inwind.it iol.it pec.it aruba.it terra.com.br uol.com.br bol.com.br ig.com.br
  globo.com telefonica.net terra.es btinternet.com virginmedia.com sky.com talktalk.net ntlworld.com blueyonder.co.uk tiscali.co.uk
  bigpond.com optusnet.com.au iinet.net.au xtra.co.nz rogers.com shaw.ca sympatico.ca telus.net videotron.ca ziggo.nl kpnmail.nl
  planet.nl xs4all.nl hetnet.nl telenet.be skynet.be proximus.be wp.pl o2.pl onet.pl interia.pl op.pl seznam.cz email.cz centrum.cz
  post.cz azet.sk abv.bg freemail.hu citromail.hu mail.bg telia.com comhem.se online.no hotmail.no mail.dk jubii.dk luukku.com
  mailinator.com guerrillamail.com 10minutemail.com temp-mail.org yopmail.com trashmail.com sharklasers.com duck.com mozmail.com
  simplelogin.com anonaddy.me addy.io relay.firefox.com hushmail.com runbox.com lycos.com excite.com juno.com netzero.net earthlink.net`.split(
    /\s+/,
  ),
);

/** Whether a name is such a domain, or within one. */
export function isConsumerDomain(name: string): boolean {
  const labels = name.split(".");
  return labels.some((_, at) => consumerDomains.has(labels.slice(at).join(".")));
}
