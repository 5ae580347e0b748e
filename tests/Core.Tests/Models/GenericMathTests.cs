using System.Numerics;
using Microsoft.CodeAnalysis;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Models;

/// <summary>The static members that generic code calls through INumber and its bases.</summary>
public sealed class GenericMathTests
{
    private static readonly Compilation Compilation = Snippet.Compile(["0"])[0].Semantics.Compilation;

    public static TheoryData<string> Operators => new(Tables<double>.Binary.Keys.Concat(Tables<double>.Unary.Keys).Concat(Tables<double>.Constants.Keys).Concat(Tables<double>.Tests.Keys));

    [Theory]
    [MemberData(nameof(Operators))]
    public void Agrees_with_generic_code_over_every_kind_of_number(string member)
    {
        Check(member, 7.5, -2.25, ValueKind.Double, v => Value.Of(v));
        Check(member, 7.5f, -2.25f, ValueKind.Single, v => Value.Of(v));
        Check(member, 7, -2, ValueKind.Int32, v => Value.Of(v));
        Check(member, 1L << 40, -3L, ValueKind.Int64, v => Value.Of(v));
        Check<byte>(member, 200, 100, ValueKind.Byte, v => Value.Integer(ValueKind.Byte, v));
        Check(member, ulong.MaxValue, 2UL, ValueKind.UInt64, v => Value.Integer(ValueKind.UInt64, (long)v));
        Check(member, double.NaN, 1, ValueKind.Double, v => Value.Of(v));
    }

    [Fact]
    public void An_integer_divided_by_zero_throws()
    {
        Should.Throw<InterpretedException>(() => Call("op_Division", ValueKind.Int32, Value.Of(1), Value.Of(0))).TypeName.ShouldBe("System.DivideByZeroException");
        Should.Throw<InterpretedException>(() => Call("op_Modulus", ValueKind.Int32, Value.Of(1), Value.Of(0))).TypeName.ShouldBe("System.DivideByZeroException");
    }

    [Fact]
    public void Constants_of_floating_point_types_agree()
    {
        CheckConstants<double>(ValueKind.Double);
        CheckConstants<float>(ValueKind.Single);

        static void CheckConstants<T>(ValueKind kind) where T : IFloatingPointIeee754<T>
        {
            foreach (var (member, expected) in new[]
            {
                ("get_Pi", T.Pi), ("get_E", T.E), ("get_Tau", T.Tau), ("get_Epsilon", T.Epsilon), ("get_NegativeOne", T.NegativeOne), ("get_NaN", T.NaN),
                ("get_PositiveInfinity", T.PositiveInfinity), ("get_NegativeInfinity", T.NegativeInfinity), ("get_NegativeZero", T.NegativeZero), ("get_Radix", T.CreateChecked(2)),
            })
            {
                Call(member, kind).AsTraced.Value.ShouldBe(double.CreateChecked(expected), member);
            }
        }
    }

    private static void Check<T>(string member, T x, T y, ValueKind kind, Func<T, Value> value) where T : INumber<T>, IMinMaxValue<T>
    {
        var found = Call(member, kind, value(x), value(y));
        if (Tables<T>.Tests.TryGetValue(member, out var test))
            found.AsBoolean.ShouldBe(test(x, y), member + " of " + kind);
        else
            found.ToString().ShouldBe(value(Expected(member, x, y)).ToString(), member + " of " + kind);
    }

    private static T Expected<T>(string member, T x, T y) where T : INumber<T>, IMinMaxValue<T> =>
        Tables<T>.Binary.TryGetValue(member, out var binary) ? binary(x, y)
        : Tables<T>.Unary.TryGetValue(member, out var unary) ? unary(x)
        : Tables<T>.Constants[member];

    private static Value Call(string member, ValueKind kind, params Value[] arguments)
    {
        // The models of operators look at the name alone, so any method of that name will do.
        var table = LibraryModels.Create();
        var model = table.Entries().Single(entry => entry.Member == "System." + kind + "." + member).Model;
        var method = Compilation.GetSpecialType(SpecialType.System_Object).GetMembers("GetHashCode").OfType<IMethodSymbol>().Single();
        return model(new ModelCall(new FakeMachine(Compilation), method, Value.Null, arguments));
    }

    private static class Tables<T> where T : INumber<T>, IMinMaxValue<T>
    {
        public static readonly Dictionary<string, Func<T, T, T>> Binary = new()
        {
            ["op_Addition"] = (x, y) => x + y,
            ["op_Subtraction"] = (x, y) => x - y,
            ["op_Multiply"] = (x, y) => x * y,
            ["op_Division"] = (x, y) => x / y,
            ["op_Modulus"] = (x, y) => x % y,
        };

        public static readonly Dictionary<string, Func<T, T>> Unary = new()
        {
            ["op_UnaryNegation"] = x => -x,
            ["op_UnaryPlus"] = x => +x,
            ["op_Increment"] = x => ++x,
            ["op_Decrement"] = x => --x,
        };

        public static readonly Dictionary<string, T> Constants = new()
        {
            ["get_Zero"] = T.Zero,
            ["get_One"] = T.One,
            ["get_AdditiveIdentity"] = T.AdditiveIdentity,
            ["get_MultiplicativeIdentity"] = T.MultiplicativeIdentity,
            ["get_MaxValue"] = T.MaxValue,
            ["get_MinValue"] = T.MinValue,
        };

        public static readonly Dictionary<string, Func<T, T, bool>> Tests = new()
        {
            ["op_Equality"] = (x, y) => x == y,
            ["op_Inequality"] = (x, y) => x != y,
            ["op_LessThan"] = (x, y) => x < y,
            ["op_LessThanOrEqual"] = (x, y) => x <= y,
            ["op_GreaterThan"] = (x, y) => x > y,
            ["op_GreaterThanOrEqual"] = (x, y) => x >= y,
        };
    }
}
