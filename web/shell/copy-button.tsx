import { ActionIcon, CopyButton as Copying } from "@mantine/core";

/** @param what is read out: "the digest" */
export const CopyButton = ({ value, what }: { value: string; what: string }) => (
  <Copying value={value}>
    {({ copied, copy }) => (
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        onClick={copy}
        aria-label={copied ? `Copied ${what}` : `Copy ${what}`}
      >
        <svg width="14" height="14" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
          {copied ? (
            <path d="m3 8.5 3.5 3.5L13 4.5" />
          ) : (
            <>
              <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
              <path d="M10.5 3.5v-.5a1 1 0 0 0-1-1H3a1 1 0 0 0-1 1v6.500a1 1 0 0 0 1 1h.5" />
            </>
          )}
        </svg>
      </ActionIcon>
    )}
  </Copying>
);
