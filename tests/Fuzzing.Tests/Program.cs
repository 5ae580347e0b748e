using RnnLint.Fuzzing.Running;
using RnnLint.Fuzzing.Shrinking;

namespace RnnLint.Fuzzing;

/// <summary>What <c>./fuzz.sh programs</c> runs.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is ["show" or "shrink", var of, var which] && ulong.TryParse(of, out var shown) && long.TryParse(which, out var index))
        {
            var subject = FuzzRun.Make(shown, index);
            Batch.OnDeepStack(() => Console.WriteLine(arguments[0] == "show" ? subject.Source : Shrinker.Shrink(subject))).Join();
            return 0;
        }

        if (arguments.Length > 2 || !long.TryParse(arguments.ElementAtOrDefault(0) ?? "200000", out var count) || count < 1 || !ulong.TryParse(arguments.ElementAtOrDefault(1) ?? "1", out var seed))
        {
            Console.Error.WriteLine("usage: fuzz [number of programs] [seed]   or: fuzz show|shrink SEED PROGRAM");
            return 2;
        }

        var run = new FuzzRun(seed, count) { Progress = Console.Error };
        var result = run.Go();
        result.WriteTo(Console.Out);
        return result.IsClean ? 0 : 1;
    }
}
