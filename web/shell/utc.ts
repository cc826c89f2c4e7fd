import { useLocalStorage } from "@mantine/hooks";

/** Whether the reader chose to see moments in UTC and not by the clock of their device. The browser keeps it. */
export const useUtc = () => {
  const [isChosen, choose] = useLocalStorage({
    key: "baton-utc",
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  return { inUtc: isChosen, choose };
};
