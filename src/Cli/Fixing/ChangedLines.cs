using Microsoft.CodeAnalysis.Text;
using RnnLint.CodeFixes;

namespace RnnLint.Cli.Fixing;

/// <summary>Lines of a file before and after a change, numbered from 1 as they were before.</summary>
internal sealed record ChangedLines(string Path, int Line, string Before, string After)
{
    /// <summary>Changes of one line are shown as one.</summary>
    public static IEnumerable<ChangedLines> Of(TreeChange change)
    {
        var text = change.Tree.GetText();
        return change.Changes.GroupBy(one => text.Lines.GetLineFromPosition(one.Span.Start).LineNumber).Select(line =>
        {
            var all = TextSpan.FromBounds(line.First().Span.Start, line.Last().Span.End);
            var replaced = text.ToString(all);
            foreach (var one in line.Reverse())
                replaced = replaced[..(one.Span.Start - all.Start)] + one.NewText + replaced[(one.Span.End - all.Start)..];
            return Of(change.Tree.FilePath, text, new TextChange(all, replaced));
        });
    }

    private static ChangedLines Of(string path, SourceText before, TextChange change)
    {
        var first = before.Lines.GetLineFromPosition(change.Span.Start);
        var last = before.Lines.GetLineFromPosition(change.Span.End);
        var span = TextSpan.FromBounds(first.Start, last.End);
        var text = before.ToString(span);
        return new(path, first.LineNumber + 1, text, text[..(change.Span.Start - span.Start)] + change.NewText + text[(change.Span.End - span.Start)..]);
    }
}
