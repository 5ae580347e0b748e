using System.Reflection;
using MathNet.Numerics.LinearAlgebra;
using Xunit.Abstractions;

namespace RnnLint.Core.Tests.MathNet;

/// <summary>The models do what the library does, and the list of members says which have been compared.</summary>
public class MathNetAgreementTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(ValueKind.Double, true)]
    [InlineData(ValueKind.Double, false)]
    [InlineData(ValueKind.Single, true)]
    [InlineData(ValueKind.Single, false)]
    public void Every_model_agrees_with_the_library_on_random_inputs(ValueKind kind, bool dense)
    {
        var comparison = MathNetComparison.Of(kind, dense);
        foreach (var line in comparison.Failures)
            output.WriteLine(line);
        comparison.Failures.ShouldBeEmpty();
    }

    [Fact]
    public void Every_modelled_member_is_compared_or_has_a_reason_not_to_be()
    {
        var compared = new[] { (ValueKind.Double, true), (ValueKind.Double, false), (ValueKind.Single, true), (ValueKind.Single, false) }
            .SelectMany(run => MathNetComparison.Of(run.Item1, run.Item2).Compared)
            .ToHashSet();
        var missing = Modelled()
            .Where(member => IsDeclared(member) && !compared.Contains(member.Type + "." + member.Name) && MathNetExemptions.Reason(member.Type, member.Name) is null)
            .Select(member => member.Type + "." + member.Name)
            .Distinct()
            .ToList();
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_modelled_name_exists()
    {
        var names = Modelled().GroupBy(member => member.Name);
        names.Where(group => !group.Any(member => IsDeclared(member) || MathNetExemptions.IsHidden(member.Type, member.Name))).Select(group => group.Key).ShouldBeEmpty();
    }

    [Fact]
    public void Members_of_vectors_and_matrices_without_a_model_are_known()
    {
        var modelled = Modelled().ToHashSet();
        var unmodelled =
            from type in MathNetComparison.Types<double>("Double")
            let name = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!
            from method in type.GetMembers(Declared).OfType<MethodBase>()
            where !modelled.Contains((name, method.Name))
            select type.Name + "." + method.Name;
        unmodelled.Distinct().Order(StringComparer.Ordinal).ShouldBe(MathNetExemptions.Unmodelled);
    }

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static IEnumerable<(string Type, string Name)> Modelled()
    {
        foreach (var member in MathNetCalling.Table.Members())
        {
            var entry = member.Split('(')[0];
            var dot = entry.EndsWith("..ctor", StringComparison.Ordinal) ? entry.Length - 6 : entry.LastIndexOf('.');
            yield return (entry[..dot], entry[(dot + 1)..]);
        }
    }

    private static bool IsDeclared((string Type, string Name) member) =>
        typeof(Vector<>).Assembly.GetType(member.Type)?.GetMembers(Declared).OfType<MethodBase>().Any(method => method.Name == member.Name) == true;
}
