namespace RnnLint.Cli.Gate;

/// <summary>What the gate was to compare with cannot be had. The message is for the person who asked.</summary>
internal sealed class GateException(string message) : Exception(message);
