namespace RnnLint.Cli;

/// <summary>What a run says to the shell.</summary>
internal enum ExitCode
{
    NothingFound = 0,

    Findings = 1,

    /// <summary>Something named could not be read or loaded: the report, if any, is incomplete.</summary>
    CouldNotCheck = 2,

    Interrupted = 130,
}
