namespace RnnLint.Fuzz.Robustness.Hostile;

/// <summary>All families of hostile programs, under names of their own.</summary>
internal static class HostileInputs
{
    public static IReadOnlyDictionary<string, IReadOnlyList<HostileInput>> Families { get; } = new Dictionary<string, IReadOnlyList<HostileInput>>
    {
        [nameof(Nesting)] = [.. Nesting.All],
        [nameof(Declarations)] = [.. Declarations.All],
        [nameof(LibraryCalls)] = [.. LibraryCalls.All],
        [nameof(Networks)] = [.. Networks.All],
    };

    public static IReadOnlyList<HostileInput> All { get; } = [.. Families.Values.SelectMany(family => family)];

    public static HostileInput Named(string name) => All.Single(input => input.Name == name);
}
