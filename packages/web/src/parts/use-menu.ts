import { useEffect, useLayoutEffect, useState, type KeyboardEvent, type RefObject } from "react";

type End = "first" | "last";

/** The keys of a menu button: arrows, Home, End and letters move, Escape gives focus back, Tab moves on. */
export function useMenu(wrap: RefObject<HTMLDivElement | null>) {
  const [openAt, setOpenAt] = useState<End | null>(null);
  const open = openAt !== null;
  const close = () => {
    setOpenAt(null);
    wrap.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
  };
  useLayoutEffect(() => {
    if (openAt !== null)
      itemsOf(wrap.current)
        .at(openAt === "first" ? 0 : -1)
        ?.focus();
  }, [openAt, wrap]);
  useEffect(() => {
    if (!open) return;
    const pressed = ({ target }: PointerEvent) => {
      if (target instanceof Node && !wrap.current?.contains(target)) setOpenAt(null);
    };
    document.addEventListener("pointerdown", pressed);
    return () => document.removeEventListener("pointerdown", pressed);
  }, [open, wrap]);
  const onTriggerKey = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setOpenAt(event.key === "ArrowDown" ? "first" : "last");
  };
  const onMenuKey = (event: KeyboardEvent) => {
    if (event.key === "Tab") setOpenAt(null);
    else if (event.key === "Escape") close();
    else if (!moveTo(event.key, itemsOf(wrap.current))) return;
    if (event.key !== "Tab") event.preventDefault();
  };
  const toggle = () => setOpenAt(open ? null : "first");
  return { open, close, toggle, onTriggerKey, onMenuKey };
}

function itemsOf(wrap: HTMLElement | null): HTMLElement[] {
  return [...(wrap?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

function moveTo(key: string, items: HTMLElement[]): boolean {
  const here = items.findIndex((item) => item === document.activeElement);
  const target = items[placeFor(key, here, items)];
  target?.focus();
  return target !== undefined;
}

function placeFor(key: string, here: number, items: HTMLElement[]): number {
  const count = items.length;
  if (key === "ArrowDown") return (here + 1) % count;
  if (key === "ArrowUp") return (here - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key.length !== 1 || key === " ") return -1;
  const begins = (place: number) => items[place]?.textContent.toLocaleLowerCase().startsWith(key.toLocaleLowerCase());
  const after = items.map((_, step) => (here + 1 + step) % count);
  return after.find(begins) ?? -1;
}
