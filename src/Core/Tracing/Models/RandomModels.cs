using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>System.Random: every real draw is a leaf of its own, every integer a deterministic number.</summary>
internal static class RandomModels
{
    public static void Register(ModelTable table)
    {
        table.Type("System.Random")
            .Add([".ctor", "get_Shared"], static call => call.ToPlain())
            .Add(["NextDouble", "Sample"], static call => call.Machine.RandomLeaf(0, 1, ValueKind.Double))
            .Add("NextSingle", static call => call.Machine.RandomLeaf(0, 1, ValueKind.Single))
            .Add("Next", static call => Value.Of((int)Integer(call, int.MaxValue)))
            .Add("NextInt64", static call => Value.Of(Integer(call, long.MaxValue)))
            .Add("NextBytes", static call =>
            {
                for (var i = 0; i < Sequences.Count(call[0]); i++)
                    Sequences.Place(call[0], i)!.Store(Value.Integer(ValueKind.Byte, call.Machine.RandomInteger(0, 256)));
                return Value.Void;
            })
            .Add("Shuffle", static call =>
            {
                for (var last = Sequences.Count(call[0]) - 1; last > 0; last--)
                {
                    Location x = Sequences.Place(call[0], last)!, y = Sequences.Place(call[0], (int)call.Machine.RandomInteger(0, last + 1))!;
                    var held = x.Load();
                    x.Store(y.Load());
                    y.Store(held);
                }

                return Value.Void;
            })
            .Add("GetItems", static call => call.Count == 2 && call[1].IsInteger
                ? call.ToArray(Enumerable.Range(0, call.Int(1)).Select(_ => Sequences.Place(call[0], (int)call.Machine.RandomInteger(0, Sequences.Count(call[0])))!.Load()))
                : throw call.Unsupported());
        table.Type("System.Security.Cryptography.RandomNumberGenerator")
            .Add("GetInt32", static call => Value.Of((int)Integer(call, int.MaxValue)));
    }

    /// <summary>Next(), Next(high), Next(low, high).</summary>
    private static long Integer(ModelCall call, long otherwise)
    {
        long low = call.Count > 1 ? call[0].AsInteger : 0, high = call.Count > 0 ? call[call.Count - 1].AsInteger : otherwise;
        if (low > high)
            throw call.OutOfRange("The upper bound");
        return low == high ? low : call.Machine.RandomInteger(low, high);
    }
}
