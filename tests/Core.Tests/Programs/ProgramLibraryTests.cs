namespace RnnLint.Core.Tests.Programs;

public class ProgramLibraryTests
{
    [Fact]
    public void NoMarkerIsLeftInAText() =>
        ProgramLibrary.All
            .Where(p => p.Files.Any(f => f.Text.Contains("//!") || f.Text.Contains("//#") || f.Text.Contains("//---") || f.Text.Contains("Harness")))
            .ShouldBeEmpty();

    [Fact]
    public void EveryVariantDiffersFromTheProgramItIsMadeOf() =>
        ProgramLibrary.All
            .GroupBy(p => p.Name)
            .Where(variants => variants.DistinctBy(p => string.Concat(p.Files.Select(f => f.Text))).Count() != variants.Count())
            .Select(variants => variants.Key)
            .ShouldBeEmpty();

    [Fact]
    public void ExpectedLineIsTheOneThatChanged()
    {
        foreach (var wrong in ProgramLibrary.All.Where(p => p.Variant != ProgramCase.AsWritten && p.Expected.Line is not null))
        {
            var right = ProgramLibrary.Get(wrong.Name, ProgramCase.AsWritten);
            Line(wrong).ShouldNotBe(Line(right), wrong.ToString());

            string Line(ProgramCase p) => p.Files.Single(f => f.Name == wrong.Expected.File).Text.Split('\n')[wrong.Expected.Line!.Value - 1];
        }
    }

    [Fact]
    public void MatrixOfEveryRecurrentProgramIsNamedInItsText() =>
        ProgramLibrary.All
            .Where(p => !p.Expected.IsSilent)
            .Where(p => p.Expected.Matrix is null || !p.Files.Any(f => f.Text.Contains(p.Expected.Matrix)))
            .ShouldBeEmpty();

    [Fact]
    public void MarkersAreCutOffAndLinesCountedWithoutThem()
    {
        var variants = ProgramParser.Parse("Folder/Name", """
            //# matrix: W
            class A
            {
                x = W[i, j];  //! transposed: x = W[j, i];
                //! two-bugs: x = 0;
                y = 1;
                //! two-bugs:
            }

            //--- harness
            static class Harness { }
            """).ToList();

        variants.Select(v => v.Variant).ShouldBe(["as-written", "transposed", "two-bugs"]);
        variants[0].Source.ShouldBe("class A\n{\n    x = W[i, j];\n    y = 1;\n}\n");
        variants[0].Expected.Rule.ShouldBe(Expectation.Verified);
        variants[1].Source.ShouldBe("class A\n{\n    x = W[j, i];\n    y = 1;\n}\n");
        variants[1].Expected.ShouldBe(variants[1].Expected with { Matrix = "W", File = "Name.cs", Line = 3 });
        variants[2].Source.ShouldBe("class A\n{\n    x = 0;\n\n}\n");
        variants[2].Expected.Rule.ShouldBe("RNN0004");
        variants[2].Expected.Line.ShouldBeNull();
        variants[2].Harness.ShouldBe("static class Harness { }\n");
    }
}
