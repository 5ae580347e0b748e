// Unity's libraries come with its editor only. This is what the programs here use of them, written from Unity's documentation by way of MathF and
// System.Numerics, which those functions are documented to equal: the tests compare the models with it, not with Unity itself.
namespace UnityEngine;

public class Object;

public class Component : Object;

public class Behaviour : Component;

public class MonoBehaviour : Behaviour
{
    public static void print(object message)
    {
    }
}

public class ScriptableObject : Object;

public sealed class SerializeField : Attribute;

public sealed class HeaderAttribute(string header) : Attribute
{
    public string Header { get; } = header;
}

public struct Mathf
{
    public const float PI = 3.14159274F, Infinity = float.PositiveInfinity, NegativeInfinity = float.NegativeInfinity, Deg2Rad = 0.0174532924F, Rad2Deg = 57.29578F;

    public static readonly float Epsilon = float.Epsilon;

    public static float Sin(float f) => MathF.Sin(f);

    public static float Cos(float f) => MathF.Cos(f);

    public static float Tan(float f) => MathF.Tan(f);

    public static float Asin(float f) => MathF.Asin(f);

    public static float Acos(float f) => MathF.Acos(f);

    public static float Atan(float f) => MathF.Atan(f);

    public static float Atan2(float y, float x) => MathF.Atan2(y, x);

    public static float Sqrt(float f) => MathF.Sqrt(f);

    public static float Exp(float f) => MathF.Exp(f);

    public static float Log(float f) => MathF.Log(f);

    public static float Log(float f, float p) => MathF.Log(f, p);

    public static float Log10(float f) => MathF.Log10(f);

    public static float Pow(float f, float p) => MathF.Pow(f, p);

    public static float Abs(float f) => MathF.Abs(f);

    public static int Abs(int value) => Math.Abs(value);

    public static float Min(float a, float b) => MathF.Min(a, b);

    public static float Min(params float[] values) => values.Min();

    public static int Min(int a, int b) => Math.Min(a, b);

    public static int Min(params int[] values) => values.Min();

    public static float Max(float a, float b) => MathF.Max(a, b);

    public static float Max(params float[] values) => values.Max();

    public static int Max(int a, int b) => Math.Max(a, b);

    public static int Max(params int[] values) => values.Max();

    public static float Ceil(float f) => MathF.Ceiling(f);

    public static float Floor(float f) => MathF.Floor(f);

    public static float Round(float f) => MathF.Round(f);

    public static int CeilToInt(float f) => (int)MathF.Ceiling(f);

    public static int FloorToInt(float f) => (int)MathF.Floor(f);

    public static int RoundToInt(float f) => (int)MathF.Round(f);

    /// <summary>1 for zero, unlike MathF's.</summary>
    public static float Sign(float f) => f >= 0 ? 1 : -1;

    /// <summary>Contradicting bounds are no error, unlike Math's.</summary>
    public static float Clamp(float value, float min, float max) => value < min ? min : value > max ? max : value;

    public static int Clamp(int value, int min, int max) => value < min ? min : value > max ? max : value;

    public static float Clamp01(float value) => Math.Clamp(value, 0f, 1f);

    public static float Lerp(float a, float b, float t) => a + ((b - a) * Clamp01(t));

    public static float LerpUnclamped(float a, float b, float t) => a + ((b - a) * t);

    public static float InverseLerp(float a, float b, float value) => a == b ? 0 : Clamp01((value - a) / (b - a));

    public static float MoveTowards(float current, float target, float maxDelta) => MathF.Abs(target - current) <= maxDelta ? target : current + (Sign(target - current) * maxDelta);

    public static float SmoothStep(float from, float to, float t) => Clamp01(t) is var x ? (to * ((-2 * x * x * x) + (3 * x * x))) + (from * (1 - ((-2 * x * x * x) + (3 * x * x)))) : 0;

    public static float Repeat(float t, float length) => Clamp(t - (MathF.Floor(t / length) * length), 0, length);

    public static float PingPong(float t, float length) => length - MathF.Abs(Repeat(t, length * 2) - length);

    public static bool Approximately(float a, float b) => MathF.Abs(b - a) < MathF.Max(1E-06f * MathF.Max(MathF.Abs(a), MathF.Abs(b)), Epsilon * 8);
}

public static class Random
{
    private static readonly System.Random Generator = new(1);

    public static float value => Generator.NextSingle();

    public static float Range(float minInclusive, float maxInclusive) => minInclusive + ((maxInclusive - minInclusive) * value);

    public static int Range(int minInclusive, int maxExclusive) => minInclusive == maxExclusive ? minInclusive : Generator.Next(minInclusive, maxExclusive);

    public static void InitState(int seed)
    {
    }
}

public static class Debug
{
    public static void Log(object message)
    {
    }

    public static void LogWarning(object message)
    {
    }
}

public struct Vector3(float x, float y, float z)
{
    public float x = x, y = y, z = z;

    public Vector3(float x, float y)
        : this(x, y, 0)
    {
    }

    private Vector3(System.Numerics.Vector3 v)
        : this(v.X, v.Y, v.Z)
    {
    }

    public static Vector3 zero => default;

    public static Vector3 one => new(1, 1, 1);

    public static Vector3 up => new(0, 1, 0);

    public static Vector3 down => new(0, -1, 0);

    public static Vector3 left => new(-1, 0, 0);

    public static Vector3 right => new(1, 0, 0);

    public static Vector3 forward => new(0, 0, 1);

    public static Vector3 back => new(0, 0, -1);

    private readonly System.Numerics.Vector3 Plain => new(x, y, z);

    public readonly float magnitude => Plain.Length();

    public readonly float sqrMagnitude => Plain.LengthSquared();

    public readonly Vector3 normalized => magnitude > 1e-5f ? this / magnitude : zero;

    public float this[int index]
    {
        readonly get => index switch { 0 => x, 1 => y, 2 => z, _ => throw new IndexOutOfRangeException() };
        set => this = index switch { 0 => new(value, y, z), 1 => new(x, value, z), 2 => new(x, y, value), _ => throw new IndexOutOfRangeException() };
    }

    public static Vector3 operator +(Vector3 a, Vector3 b) => new(a.Plain + b.Plain);

    public static Vector3 operator -(Vector3 a, Vector3 b) => new(a.Plain - b.Plain);

    public static Vector3 operator -(Vector3 a) => new(-a.Plain);

    public static Vector3 operator *(Vector3 a, float d) => new(a.Plain * d);

    public static Vector3 operator *(float d, Vector3 a) => new(a.Plain * d);

    public static Vector3 operator /(Vector3 a, float d) => new(a.Plain / d);

    public static bool operator ==(Vector3 a, Vector3 b) => (a - b).sqrMagnitude < 9.99999944E-11f;

    public static bool operator !=(Vector3 a, Vector3 b) => !(a == b);

    public override readonly bool Equals(object? other) => other is Vector3 v && v.Plain == Plain;

    public override readonly int GetHashCode() => 0;

    public static float Dot(Vector3 a, Vector3 b) => System.Numerics.Vector3.Dot(a.Plain, b.Plain);

    public static Vector3 Cross(Vector3 a, Vector3 b) => new(System.Numerics.Vector3.Cross(a.Plain, b.Plain));

    public static float Distance(Vector3 a, Vector3 b) => (a - b).magnitude;

    public static Vector3 Scale(Vector3 a, Vector3 b) => new(a.Plain * b.Plain);

    public void Scale(Vector3 by) => this = Scale(this, by);

    public void Set(float newx, float newy, float newz) => this = new(newx, newy, newz);

    public static Vector3 Min(Vector3 a, Vector3 b) => new(System.Numerics.Vector3.Min(a.Plain, b.Plain));

    public static Vector3 Max(Vector3 a, Vector3 b) => new(System.Numerics.Vector3.Max(a.Plain, b.Plain));

    public static Vector3 Lerp(Vector3 a, Vector3 b, float t) => a + ((b - a) * Mathf.Clamp01(t));

    public static Vector3 LerpUnclamped(Vector3 a, Vector3 b, float t) => a + ((b - a) * t);

    public static float Magnitude(Vector3 a) => a.magnitude;

    public static float SqrMagnitude(Vector3 a) => a.sqrMagnitude;

    public static Vector3 Normalize(Vector3 a) => a.normalized;

    public void Normalize() => this = normalized;
}
