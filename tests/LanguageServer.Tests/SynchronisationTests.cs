using System.Text;
using CsCheck;
using Microsoft.CodeAnalysis.Text;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Tests;

public sealed class SynchronisationTests : IDisposable
{
    private static readonly string[] Pieces = ["", "a", "\n", "\r\n", "é", "σ", "𝔚", "\t", "{", "}", "W[k, j]", "// ∂h\n", "\r"];

    private static readonly Gen<string> Text = Gen.Int[0, Pieces.Length - 1].Select(piece => Pieces[piece]).List[0, 30].Select(string.Concat);

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>A client that counts in bytes and one that counts in UTF-16 describe the same edits.</summary>
    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void Ranges_mean_the_same_in_either_encoding(string name)
    {
        var encoding = PositionEncoding.Of([name]);
        Gen.Select(Text, Gen.Int[0, 1000], Gen.Int[0, 1000], Text).Sample((before, one, other, inserted) =>
        {
            var text = SourceText.From(before);
            int start = OnBoundary(before, Math.Min(one, other) % (before.Length + 1)), end = OnBoundary(before, Math.Max(one, other) % (before.Length + 1));
            if (start > end)
                (start, end) = (end, start);
            var documents = new OpenDocuments { Encoding = encoding };
            documents.Open(new("file:///a.cs", "csharp", 1, before));
            documents.Change(new(new("file:///a.cs", 2), [new(new(Count(text, start, name), Count(text, end, name)), inserted)]));

            documents.At("file:///a.cs")!.Text.ToString().ShouldBe(before[..start] + inserted + before[end..]);
        }, iter: 2_000, seed: "0N0XIzNsQ0O2");
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void A_position_comes_back_as_it_went(string name)
    {
        var encoding = PositionEncoding.Of([name]);
        Gen.Select(Text, Gen.Int[0, 1000]).Sample((content, at) =>
        {
            var text = SourceText.From(content);
            var offset = OnBoundary(content, at % (content.Length + 1));

            encoding.Offset(text, encoding.PositionOf(text, offset)).ShouldBe(offset);
            encoding.PositionOf(text, offset).ShouldBe(Count(text, offset, name));
        }, iter: 2_000, seed: "0N0XIzNsQ0O2");
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(0, 99, 2)]
    [InlineData(1, 99, 6)]
    [InlineData(99, 0, 6)]
    public void What_lies_outside_is_moved_to_the_nearest_place(int line, int character, int offset) =>
        PositionEncoding.Utf16.Offset(SourceText.From("ab\ncde"), new(line, character)).ShouldBe(offset);

    [Theory]
    [InlineData("file:///c%3A/code/a.cs", "a.cs")]
    [InlineData("file:///home/me/a%20b%2520.cs", "a b%20.cs")]
    [InlineData("file:///home/me/%CF%83/%5Ba%5D%23%3F.cs", "[a]#?.cs")]
    public void A_path_leads_back_to_its_uri(string uri, string name)
    {
        var path = FilePaths.OfUri(uri);

        Path.GetFileName(path).ShouldBe(name);
        FilePaths.OfUri(FilePaths.ToUri(path)).ShouldBe(path);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void Ten_thousand_edits_leave_the_texts_equal(string name)
    {
        var random = new Random(5);
        var documents = new OpenDocuments { Encoding = PositionEncoding.Of([name]) };
        var mine = File.ReadAllText(Path.Combine(Repository.Root, "samples", "SeedRnn", "SeedRnnRight.cs")).ReplaceLineEndings("\r\n");
        documents.Open(new("file:///a.cs", "csharp", 0, mine));
        for (var version = 1; version <= 10_000;)
        {
            // Several changes in one message, each a range of what those before it have left.
            var changes = new List<TextDocumentContentChangeEvent>();
            for (var change = random.Next(3); change >= 0; change--)
            {
                var text = SourceText.From(mine);
                var start = OnBoundary(mine, random.Next(mine.Length + 1));
                var end = OnBoundary(mine, Math.Min(mine.Length, start + random.Next(24)));
                var inserted = string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Pieces[random.Next(Pieces.Length)]));
                changes.Add(new(new(Count(text, start, name), Count(text, end, name)), inserted));
                mine = mine[..start] + inserted + mine[end..];
            }

            version += changes.Count;
            documents.Change(new(new("file:///a.cs", version), changes));
            documents.At("file:///a.cs")!.Text.ToString().ShouldBe(mine);
            documents.At("file:///a.cs")!.Version.ShouldBe(version);
        }
    }

    /// <summary>Random edits, most of which break the code, and some of which mend it again: in the end the server says what a new one says.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_many_edits_the_server_says_what_a_new_one_says(int seed)
    {
        var random = new Random(seed);
        var sample = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "samples", "SeedRnn", "SeedRnnRight.cs"));
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(_scratch.Write("Rnn.cs", sample));
        for (var edit = 0; edit < 150; edit++)
        {
            var text = editor.TextOf(uri).ToString();
            var start = OnBoundary(text, random.Next(text.Length + 1));
            await editor.EditAsync(uri, new TextChange(TextSpan.FromBounds(start, OnBoundary(text, Math.Min(text.Length, start + random.Next(12)))), Pieces[random.Next(Pieces.Length)]));
            if (random.Next(20) == 0)
                await editor.DiagnosticsAsync(uri);
        }

        // Mended, with the mistake in it or not.
        await editor.EditAsync(uri, new TextChange(new(0, editor.TextOf(uri).Length), seed == 2 ? sample : sample.Replace("back += W[j, k]", "back += W[k, j]", StringComparison.Ordinal)));
        var mended = await editor.DiagnosticsAsync(uri);

        await using var fresh = await Editor.StartAsync();
        var other = await fresh.OpenAsync(_scratch.Write("Other/Rnn.cs", editor.TextOf(uri).ToString()));
        mended.Select(diagnostic => (diagnostic.Code, diagnostic.Range, diagnostic.Message)).ShouldBe((await fresh.DiagnosticsAsync(other)).Select(diagnostic => (diagnostic.Code, diagnostic.Range, diagnostic.Message)));
        mended.Count.ShouldBe(seed == 2 ? 0 : 1);
    }

    /// <summary>Counted by another way than the server's.</summary>
    private static Position Count(SourceText text, int offset, string encoding)
    {
        var line = text.Lines.GetLineFromPosition(offset);
        var before = text.ToString(TextSpan.FromBounds(line.Start, Math.Min(offset, line.End)));
        return new(line.LineNumber, encoding == "utf-8" ? Encoding.UTF8.GetByteCount(before) : before.Length);
    }

    /// <summary>Neither within a surrogate pair nor within a line break, where no editor puts its caret.</summary>
    private static int OnBoundary(string text, int offset) =>
        offset > 0 && offset < text.Length && (char.IsLowSurrogate(text[offset]) || text[offset] == '\n' && text[offset - 1] == '\r') ? offset - 1 : offset;
}
