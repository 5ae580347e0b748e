using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>No file is read: what the code asks one for is made up.</summary>
public class FilesAreMadeUpTests
{
    [Theory]
    [InlineData("File.ReadAllText(path)")]
    [InlineData("string.Concat(File.ReadAllLines(path))")]
    public void A_constructor_that_reads_a_file_is_traced(string reading)
    {
        var files = ProgramLibrary.Get("Training/CharacterFile", ProgramCase.AsWritten).Files
            .Select(file => file with { Text = file.Text.Replace("File.ReadAllText(path)", reading) });

        Verdicts.Of(ProgramRunner.Compile(files)).ShouldContain(finding => finding.Verdict == Verdict.Verified);
    }
}
