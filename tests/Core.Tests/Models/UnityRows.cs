namespace RnnLint.Core.Tests.Models;

/// <summary>What is compared of Unity, not with Unity itself (it comes with its editor only) but with what its documentation says it equals: see Unity/UnityEngine.cs.</summary>
internal static class UnityRows
{
    private const string V = "new Vector3(f, g, fs[0])", W = "new Vector3(fs[1], fs[2], fs[3])";
    private const string P = "math.float4(f, g, fs[0], fs[1])", Q = "new float4(fs[2], fs[3], fs[4], fs[5])";
    private const string M = "new float4x4(fs[0], fs[1], fs[2], fs[3], fs[4], fs[5], fs[6], fs[7], fs[8], fs[9], fs[10], fs[11], fs[12], fs[13], fs[14], fs[15])";
    private const string N = "new float4x4(gs[0], gs[1], gs[2], gs[3], gs[4], gs[5], gs[6], gs[7], gs[8], gs[9], gs[10], gs[11], gs[12], gs[13], gs[14], gs[15])";

    public static IReadOnlyList<string> Engine { get; } =
    [
        .. new[] { "Sin", "Cos", "Tan", "Atan", "Exp", "Abs", "Floor", "Ceil", "Round", "Sign", "FloorToInt", "CeilToInt", "RoundToInt", "Clamp01" }.Select(name => $"~Mathf.{name}(f)"),
        .. new[] { "Sqrt", "Log", "Log10" }.Select(name => $"~Mathf.{name}(Mathf.Abs(f))"), "~Mathf.Asin(f / 3)", "~Mathf.Acos(f / 3)", "~Mathf.Log(Mathf.Abs(f), 3f)", "~Mathf.Pow(Mathf.Abs(f), 2.5f)", "~Mathf.Pow(f, 2f)", "~Mathf.Atan2(f, g)", "Mathf.Sign(0f)", "Mathf.Round(2.5f)", "Mathf.Abs(i)",
        "Mathf.Max(f, g)", "Mathf.Min(f, g)", "Mathf.Max(i, j)", "Mathf.Min(i, j)", "Mathf.Max(fs)", "Mathf.Min(fs)", "Mathf.Max(ns)", "Mathf.Min(ns)", "Mathf.Max(f, g, 1f)", "Mathf.Clamp(f, -1f, 1f)", "Mathf.Clamp(f, 1f, -1f)", "Mathf.Clamp(j, -2, 2)",
        "~Mathf.Lerp(f, g, 0.25f)", "~Mathf.Lerp(f, g, 3f)", "~Mathf.LerpUnclamped(f, g, 3f)", "~Mathf.InverseLerp(f, g, 0.1f)", "Mathf.InverseLerp(f, f, 0.1f)", "~Mathf.SmoothStep(f, g, 0.3f)", "~Mathf.MoveTowards(f, g, 0.1f)", "~Mathf.MoveTowards(f, g, 9f)", "~Mathf.Repeat(f, 0.7f)", "~Mathf.PingPong(f, 0.7f)", "Mathf.Approximately(f, f)", "Mathf.Approximately(f, g)", "Mathf.Epsilon", "Mathf.PI * f", "Mathf.Infinity", "Mathf.NegativeInfinity",
        "UnityEngine.Random.value < 1", "UnityEngine.Random.Range(-1f, 1f) <= 1", "UnityEngine.Random.Range(3, 4)", "UnityEngine.Random.Range(3, 3)", "UnityEngine.Random.InitState(3); return 1;", "UnityEngine.Debug.Log(f); UnityEngine.Debug.LogWarning(f); return 1;", "MonoBehaviour.print(f); return 1;",
        V, "new Vector3(f, g)", "new Vector3()", "Vector3.zero", "Vector3.one", "Vector3.up + 2 * Vector3.right - 3 * Vector3.forward", "Vector3.down + 2 * Vector3.left - 3 * Vector3.back", $"{V} + {W}", $"{V} - {W}", $"-{V}", $"{V} * f", $"f * {V}", $"{V} / g", $"{V} == {V}", $"{V} != {W}", $"{V}.Equals({V})", $"{V}[2]", $"{V}[3]", $"var v = {V}; v.x = g; v[1] += f; var w = v; w.z = 0; return (v, w);",
        $"~{V}.magnitude", $"~{V}.sqrMagnitude", $"~{V}.normalized", "Vector3.zero.normalized", $"~Vector3.Dot({V}, {W})", $"~Vector3.Cross({V}, {W})", $"~Vector3.Distance({V}, {W})", $"Vector3.Scale({V}, {W})", $"var v = {V}; v.Scale({W}); return v;", $"var v = {V}; v.Set(1, f, 2); return v;", $"Vector3.Min({V}, {W})", $"Vector3.Max({V}, {W})", $"~Vector3.Lerp({V}, {W}, 0.3f)", $"~Vector3.Lerp({V}, {W}, 3f)", $"~Vector3.LerpUnclamped({V}, {W}, 3f)", $"~Vector3.Magnitude({V})", $"~Vector3.SqrMagnitude({V})", $"~Vector3.Normalize({V})", $"~var v = {V}; v.Normalize(); return v;",
    ];

    public static IReadOnlyList<string> Mathematics { get; } =
    [
        "~math.exp(f)", "~math.tanh(f)", "math.max(f, g)", "math.select(f, g, f > 0)", "math.saturate(f)", "~math.lerp(f, g, 0.3f)",
        P, Q, "new float4(f)", "new float4()", "float4.zero", $"{P} + {Q}", $"{P} - {Q}", $"{P} * {Q}", $"{P} / {Q}", $"-{P}", $"{P} * f", $"1 - {P}", $"{P}[2]", $"var v = {P}; v.y = f; v[2] += g; var w = v; w.x = 0; return (v, w);",
        $"~math.exp({P})", $"~math.tanh({P})", $"math.max({P}, {Q})", $"math.abs({P})", $"~math.lerp({P}, {Q}, 0.3f)", $"~math.normalize({P})", $"~math.dot({P}, {Q})", $"~math.length({P})", $"~math.csum({P})", $"math.cmax({P})",
        $"~math.mul({M}, {P}).y", $"~math.mul({M}, {P})", $"~math.mul({P}, {M})", $"~math.mul({M}, {N}).c1", $"math.transpose({M}).c3", $"({M} + {N}).c0", $"({M} - {N}).c1", $"({M} * {N}).c2", $"(2 * {M}).c3", "float4x4.identity.c1", "float4x4.zero.c1", "new float4x4().c2",
        $"{M}.c1", $"{M}.c2.x", $"new float4x4({P}, {Q}, {P}, {Q}).c1", $"var w = {M}; w.c1 += {P}; w.c2.x = 9; var u2 = w; u2.c0.y = 1; return (w.c0, w.c1, w.c2, w.c3, u2.c0);", $"var w = {M}; var column = w.c0; column.x = 9; return (w.c0, column);",
    ];
}
