using System.Text;
using DiffPlex;
using DiffPlex.Chunkers;
using RnnLint.Cli.Reports;
using RnnLint.Explaining;

namespace RnnLint.Cli.Fixing;

/// <summary>The change of a file as <c>patch</c> and <c>git apply</c> read it.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    public static string Of(ChangedFile file, ReportPaths paths)
    {
        var diff = Differ.Instance.CreateDiffs(file.Before.ToString(), file.After.ToString(), ignoreWhiteSpace: false, ignoreCase: false, new LineEndingsPreservingChunker());
        var name = paths.Display(file.Path);
        var text = new StringBuilder($"--- a/{name}\n+++ b/{name}\n");
        var blocks = diff.DiffBlocks.ToList();
        for (var first = 0; first < blocks.Count;)
        {
            // Changes whose context meets share a hunk.
            var last = first;
            while (last + 1 < blocks.Count && blocks[last + 1].DeleteStartA - (blocks[last].DeleteStartA + blocks[last].DeleteCountA) <= 2 * Context)
                last++;
            var from = Math.Max(0, blocks[first].DeleteStartA - Context);
            var to = Math.Min(diff.PiecesOld.Count, blocks[last].DeleteStartA + blocks[last].DeleteCountA + Context);
            var shift = blocks[first].InsertStartB - blocks[first].DeleteStartA;
            var grown = blocks[first..(last + 1)].Sum(block => block.InsertCountB - block.DeleteCountA);
            text.Append($"@@ -{from + 1},{to - from} +{from + shift + 1},{to - from + grown} @@\n");
            var at = from;
            foreach (var block in blocks[first..(last + 1)])
            {
                Append(' ', diff.PiecesOld, at, block.DeleteStartA);
                Append('-', diff.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
                Append('+', diff.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB);
                at = block.DeleteStartA + block.DeleteCountA;
            }

            Append(' ', diff.PiecesOld, at, to);
            first = last + 1;
        }

        return text.ToString();

        void Append(char mark, IReadOnlyList<string> lines, int from, int to)
        {
            for (var line = from; line < to; line++)
                text.Append(mark).Append(lines[line]).Append(lines[line].EndsWith('\n') ? "" : "\n\\ No newline at end of file\n");
        }
    }
}
