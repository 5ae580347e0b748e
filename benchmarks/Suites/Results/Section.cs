using System.Globalization;
using System.Text;

namespace RnnLint.Benchmarks.Results;

/// <summary>What a part of the benchmarks has to say: a heading, figures against their targets, and tables.</summary>
public sealed class Section(string title)
{
    private readonly StringBuilder _text = new($"## {title}\n\n{Machine.Now()}\n");
    private bool _isInTargets;

    /// <summary>A row of the targets.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="target">In words.</param>
    /// <param name="figure">As measured, with its unit.</param>
    /// <param name="isMet">Null where nothing could be measured.</param>
    public void Target(string what, string target, string figure, bool? isMet)
    {
        if (!_isInTargets)
            _text.Append("\n| what | target | measured | |\n|---|---|---|---|\n");
        _isInTargets = true;
        _text.Append($"| {what} | {target} | {figure} | {isMet switch { true => "met", false => "**not met**", _ => "not measured" }} |\n");
    }

    public void Paragraph(string text)
    {
        _isInTargets = false;
        _text.Append($"\n{text}\n");
    }

    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        _isInTargets = false;
        _text.Append($"\n| {string.Join(" | ", columns)} |\n|---|{string.Concat(Enumerable.Repeat("---:|", columns.Count - 1))}\n");
        foreach (var row in rows)
            _text.Append($"| {string.Join(" | ", row)} |\n");
    }

    public override string ToString() => _text.ToString();

    /// <summary>A number with three figures at least.</summary>
    public static string Number(double number) => double.IsNaN(number) ? "–" : number.ToString(Math.Abs(number) switch { >= 100 => "N0", >= 10 => "N1", >= 1 => "N2", >= 0.1 => "N3", _ => "0.0000" }, CultureInfo.InvariantCulture);
}
