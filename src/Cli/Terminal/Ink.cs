namespace RnnLint.Cli.Terminal;

/// <summary>Colours for text on a terminal, or none.</summary>
internal sealed class Ink
{
    private readonly bool _colours;

    private Ink(bool colours) => _colours = colours;

    public static Ink None { get; } = new(false);

    public static Ink Ansi { get; } = new(true);

    /// <summary>None where the output is redirected, or the user asks for none (NO_COLOR, a dumb terminal).</summary>
    public static Ink ForStandardOutput() =>
        Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb"
            ? None
            : Ansi;

    public string Bold(string text) => Paint(text, "1");

    public string Dim(string text) => Paint(text, "2");

    public string Red(string text) => Paint(text, "31;1");

    public string Yellow(string text) => Paint(text, "33;1");

    public string Blue(string text) => Paint(text, "34;1");

    private string Paint(string text, string code) => _colours ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
