namespace RnnLint.Cli.Reports;

/// <summary>How findings are written.</summary>
internal enum ReportFormat
{
    Text,
    Json,
    Sarif,
    Github,
    Gitlab,
    Junit,
    Html,
}

/// <summary>A report that was asked for.</summary>
/// <param name="File">Null for standard output, which takes one report at most.</param>
internal sealed record ReportTarget(ReportFormat Format, string? File = null)
{
    public static ReportTarget ToStandardOutput { get; } = new(ReportFormat.Text);

    private static string Known { get; } = string.Join(", ", Enum.GetValues<ReportFormat>().Select(Name));

    public static string Name(ReportFormat format) => format.ToString().ToLowerInvariant();

    /// <summary>The reports of a command line: <c>FORMAT[=FILE]</c> each, and the file of the one that has none of its own.</summary>
    /// <returns>Or what is wrong with them.</returns>
    public static (IReadOnlyList<ReportTarget> Targets, string? Error) Read(IReadOnlyList<string> formats, string? output)
    {
        var targets = new List<ReportTarget>();
        foreach (var argument in formats.DefaultIfEmpty("text"))
        {
            var (name, file) = argument.Split('=', 2) is [var before, var after] ? (before, after) : (argument, null);
            if (Enum.GetValues<ReportFormat>().Where(format => Name(format) == name).ToArray() is not [var format])
                return ([], $"--format {argument}: there is no format '{name}'; there are {Known}.");
            if (file is "")
                return ([], $"--format {argument}: a file has to follow the equals sign.");
            if (targets.Exists(target => target.Format == format))
                return ([], $"--format {name} was given twice.");
            targets.Add(new(format, file));
        }

        var bare = targets.FindAll(target => target.File is null);
        if (bare.Count > 1)
            return ([], $"Only one report can go to standard output, or to the file of --output: give {string.Join(" and ", bare.Skip(1).Select(target => Name(target.Format)))} a file, as in --format {Name(bare[1].Format)}=FILE.");
        if (output is not null && bare.Count == 0)
            return ([], "--output is the file of a format that has none of its own, and every --format has one.");
        if (output is not null)
            targets[targets.IndexOf(bare[0])] = bare[0] with { File = output };
        return targets.Where(target => target.File is not null).GroupBy(target => Path.GetFullPath(target.File!), StringComparer.Ordinal).FirstOrDefault(file => file.Count() > 1) is { } shared
            ? ([], $"{string.Join(" and ", shared.Select(target => Name(target.Format)))} cannot both be written to {shared.First().File}.")
            : (targets, null);
    }
}
