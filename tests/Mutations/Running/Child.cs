using System.Text.Json;
using System.Text.Json.Serialization;

namespace RnnLint.Mutations.Running;

/// <summary>The child process: reads requests, one a line, runs each, and writes an answer, one a line.</summary>
public static class Child
{
    public const string Command = "child";

    public static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    // The deepest recursion that a program has needs far less; one that never ends is to end soon.
    private const int StackBytes = 4 << 20;

    public static int Run()
    {
        var answers = Console.Out;
        Console.SetOut(TextWriter.Null);
        while (Console.In.ReadLine() is { } line)
        {
            var request = JsonSerializer.Deserialize<RunRequest>(line, Json)!;
            var answer = new RunAnswer(null);
            var thread = new Thread(() => answer = Answer(request), StackBytes);
            thread.Start();
            thread.Join();
            answers.WriteLine(JsonSerializer.Serialize(answer, Json));
            answers.Flush();
        }

        return 0;
    }

    private static RunAnswer Answer(RunRequest request)
    {
        try
        {
            Numeric.SymmetricMatrices = request.Symmetric;
            var gradients = ProgramRunner.LoadImage(request.Image, assembly => Array.ConvertAll(request.Seeds, seed => ProgramRunner.Gradient(assembly)(seed)));
            return new(Array.ConvertAll(gradients, g => Numeric.RelativeError(g.Implemented, g.Numeric)), Fingerprint(gradients.SelectMany(g => g.Implemented)));
        }
        catch (Exception exception)
        {
            var cause = exception.GetBaseException();
            return new(null, Failure: $"{cause.GetType().Name}: {cause.Message}");
        }
    }

    private static int Fingerprint(IEnumerable<double> numbers) => numbers.Aggregate(17, (hash, number) => unchecked((hash * 31) + BitConverter.DoubleToInt64Bits(number).GetHashCode()));
}
