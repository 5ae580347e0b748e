namespace RnnLint.Cli.Tests;

/// <summary>What else may lie in a folder: the rest is checked all the same.</summary>
public sealed class OddFilesTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Bytes_that_are_no_text_folders_named_like_files_and_links_in_circles_keep_nothing_from_being_checked()
    {
        _scratch.Write("Folder.cs/Rnn.cs", RulePage.Of("RNN0001").Wrong[0]);
        File.WriteAllBytes(Path.Combine(_scratch.Folder, "Bytes.cs"), [.. "class Bytes { string text = \""u8, 0xff, 0xfe, 0x00, 0x80, .. "\"; }"u8]);
        File.WriteAllBytes(Path.Combine(_scratch.Folder, "Empty.cs"), []);
        File.CreateSymbolicLink(Path.Combine(_scratch.Folder, "Nowhere.cs"), Path.Combine(_scratch.Folder, "gone"));
        Directory.CreateSymbolicLink(Path.Combine(_scratch.Folder, "circle"), _scratch.Folder);

        var run = await Tool.RunAsync(_scratch, "check", ".");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldStartWith($"rnnlint: {Path.Combine(_scratch.Folder, "Nowhere.cs")}: ");
        run.Errors.Count(character => character == '\n').ShouldBe(1);
        run.Output.ShouldStartWith("Folder.cs/Rnn.cs:");
        run.Output.ShouldContain("\n3 files: 1 recurrent cell recognised, 0 verified, 1 wrong");
    }

    [Fact]
    public async Task Of_a_very_large_file_and_of_those_beside_it_everything_is_read()
    {
        using (var large = new StreamWriter(Path.Combine(_scratch.Folder, "Large.cs")))
        {
            large.WriteLine("static class Large {");
            for (var number = 0; number < 100_000; number++)
                large.WriteLine($"public const string Name{number} = \"the name of number {number}\";");
            large.WriteLine("}");
            large.WriteLine($"namespace After {{ {RulePage.Of("RNN0001").Wrong[0]} }}");
        }

        _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Wrong[0]);

        var run = await Tool.RunAsync(_scratch, "check", ".");

        run.Errors.ShouldBe("");
        run.Output.ShouldContain("\n2 files: 2 recurrent cells recognised, 0 verified, 2 wrong");
    }
}
