using System.Collections.Immutable;

namespace RnnLint.Mutations.Subjects;

/// <summary>Every program of tests/Programs that can be run, and every sample.</summary>
public static class SubjectLibrary
{
    // The script prints its gradient, and draws its weights itself.
    private const string Script = "Language/TopLevelScript";

    /// <summary>Every program as written, right or wrong, also those that nothing runs, and every sample.</summary>
    public static IEnumerable<Subject> All => ProgramLibrary.All.Where(p => p.Variant == ProgramCase.AsWritten).Select(OfProgram).Concat(Samples(_ => true));

    private static readonly Lazy<IReadOnlySet<string>> Shortfalls = new(() =>
        File.ReadLines(Path.Combine(ProgramLibrary.Root, "tests", "Programs", "Shortfalls.txt")).Select(line => line[..line.IndexOf(':')]).ToHashSet());

    /// <summary>The right ones that RnnLint calls verified, and of which it says nothing else. Core's own tests hold that it does.</summary>
    public static IEnumerable<Subject> Verified =>
        Programs(p => p.Variant == ProgramCase.AsWritten && p.Expected.Rule == Expectation.Verified && !Shortfalls.Value.Contains(p.ToString()))
            .Concat(Samples(e => e.Rule == Expectation.Verified));

    /// <summary>Those of tests/Programs in a variant that is wrong, or as written.</summary>
    public static IEnumerable<Subject> Programs(Func<ProgramCase, bool> filter) =>
        ProgramLibrary.All.Where(p => p.Harness is not null && p.Needs is null && filter(p)).Select(OfProgram);

    public static IEnumerable<Subject> Samples(Func<Expectation, bool> filter) =>
        SampleLibrary.All.Where(s => s.Expected is not null && filter(s.Expected)).Select(OfSample);

    private static Subject OfProgram(ProgramCase program) => new(
        program.Variant == ProgramCase.AsWritten ? program.Name : program.ToString(),
        [.. program.Files],
        program.Harness is null ? [] : [ProgramRunner.HarnessFile(program.Harness)],
        program.Expected.Matrix,
        program.SinglePrecision,
        CanMirror: program.Name != Script);

    // The samples' own checks refer to all samples, and say how far the gradient is from central differences.
    private static Subject OfSample(Sample sample)
    {
        var own = SampleLibrary.All.Where(s => s == sample || (s.Expected is null && Folder(s) == Folder(sample))).Select(s => s.File).ToArray();
        var harness = $$"""
            static class Harness
            {
                public static (double[] implemented, double[] numeric) Gradient(int seed) => ([1 + Samples.GradientChecks.All["{{sample.Name}}"]()], [1]);
            }
            """;
        return new(
            "samples/" + sample.File.Name,
            [.. own],
            [.. SampleLibrary.All.Select(s => s.File).Except(own).Where(f => f.Name != "Program.cs"), new ProgramFile("Harness.cs", harness)],
            sample.Expected!.Matrix,
            SinglePrecision: false,
            CanMirror: false);
    }

    private static string Folder(Sample sample) => sample.File.Name.Contains('/') ? sample.File.Name[..sample.File.Name.LastIndexOf('/')] : "(root)";
}
