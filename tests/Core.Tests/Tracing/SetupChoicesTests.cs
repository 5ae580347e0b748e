using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;
using Shouldly;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>Types in which an enum chooses between several cells.</summary>
public class SetupChoicesTests
{
    [Fact]
    public void Each_of_two_cells_whose_weights_share_a_name_is_told_of_where_it_stands()
    {
        var program = ProgramLibrary.Get("Gated/TwoCellsOneArray", ProgramCase.AsWritten);

        var verified = Programs.Verdicts.Of(ProgramRunner.Compile(program.Files)).Where(finding => finding.Verdict == Verdict.Verified);

        verified.Select(finding => finding.Location.GetLineSpan().StartLinePosition.Line).Distinct().Count().ShouldBe(2);
    }
}
