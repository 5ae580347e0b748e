// See UnityEngine.cs: Unity.Mathematics' float4 and float4x4 by way of System.Numerics.
#pragma warning disable CS8981 // Unity names its functions' class so.
using System.Numerics;

namespace Unity.Mathematics;

public struct float4(float x, float y, float z, float w)
{
    public float x = x, y = y, z = z, w = w;

    public static readonly float4 zero;

    public float4(float v)
        : this(v, v, v, v)
    {
    }

    internal float4(Vector4 v)
        : this(v.X, v.Y, v.Z, v.W)
    {
    }

    internal readonly Vector4 Plain => new(x, y, z, w);

    public float this[int index]
    {
        readonly get => Plain[index];
        set
        {
            var changed = Plain;
            changed[index] = value;
            this = new(changed);
        }
    }

    public static implicit operator float4(float v) => new(v);

    public static float4 operator +(float4 a, float4 b) => new(a.Plain + b.Plain);

    public static float4 operator -(float4 a, float4 b) => new(a.Plain - b.Plain);

    public static float4 operator *(float4 a, float4 b) => new(a.Plain * b.Plain);

    public static float4 operator /(float4 a, float4 b) => new(a.Plain / b.Plain);

    public static float4 operator -(float4 a) => new(-a.Plain);
}

public struct float4x4(float4 c0, float4 c1, float4 c2, float4 c3)
{
    public float4 c0 = c0, c1 = c1, c2 = c2, c3 = c3;

    public static readonly float4x4 zero;

    public static readonly float4x4 identity = new(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);

    public float4x4(float m00, float m01, float m02, float m03, float m10, float m11, float m12, float m13, float m20, float m21, float m22, float m23, float m30, float m31, float m32, float m33)
        : this(new(m00, m10, m20, m30), new(m01, m11, m21, m31), new(m02, m12, m22, m32), new(m03, m13, m23, m33))
    {
    }

    public static implicit operator float4x4(float v) => new(v, v, v, v);

    public static float4x4 operator +(float4x4 a, float4x4 b) => new(a.c0 + b.c0, a.c1 + b.c1, a.c2 + b.c2, a.c3 + b.c3);

    public static float4x4 operator -(float4x4 a, float4x4 b) => new(a.c0 - b.c0, a.c1 - b.c1, a.c2 - b.c2, a.c3 - b.c3);

    public static float4x4 operator *(float4x4 a, float4x4 b) => new(a.c0 * b.c0, a.c1 * b.c1, a.c2 * b.c2, a.c3 * b.c3);
}

public static class math
{
    public static float4 float4(float x, float y, float z, float w) => new(x, y, z, w);

    public static float exp(float x) => MathF.Exp(x);

    public static float tanh(float x) => MathF.Tanh(x);

    public static float max(float x, float y) => MathF.Max(x, y);

    public static float select(float a, float b, bool c) => c ? b : a;

    public static float saturate(float x) => Math.Clamp(x, 0f, 1f);

    public static float lerp(float a, float b, float t) => a + (t * (b - a));

    public static float4 exp(float4 x) => new(exp(x.x), exp(x.y), exp(x.z), exp(x.w));

    public static float4 tanh(float4 x) => new(tanh(x.x), tanh(x.y), tanh(x.z), tanh(x.w));

    public static float4 max(float4 x, float4 y) => new(Vector4.Max(x.Plain, y.Plain));

    public static float4 abs(float4 x) => new(Vector4.Abs(x.Plain));

    public static float4 lerp(float4 a, float4 b, float t) => a + (t * (b - a));

    public static float4 normalize(float4 x) => new(Vector4.Normalize(x.Plain));

    public static float dot(float4 x, float4 y) => Vector4.Dot(x.Plain, y.Plain);

    public static float length(float4 x) => x.Plain.Length();

    public static float csum(float4 x) => x.x + x.y + x.z + x.w;

    public static float cmax(float4 x) => Math.Max(Math.Max(x.x, x.y), Math.Max(x.z, x.w));

    public static float4x4 transpose(float4x4 m) => new(m.c0.x, m.c0.y, m.c0.z, m.c0.w, m.c1.x, m.c1.y, m.c1.z, m.c1.w, m.c2.x, m.c2.y, m.c2.z, m.c2.w, m.c3.x, m.c3.y, m.c3.z, m.c3.w);

    /// <summary>The vector is a column.</summary>
    public static float4 mul(float4x4 m, float4 v) => (m.c0 * v.x) + (m.c1 * v.y) + (m.c2 * v.z) + (m.c3 * v.w);

    /// <summary>The vector is a row.</summary>
    public static float4 mul(float4 v, float4x4 m) => new(dot(v, m.c0), dot(v, m.c1), dot(v, m.c2), dot(v, m.c3));

    public static float4x4 mul(float4x4 a, float4x4 b) => new(mul(a, b.c0), mul(a, b.c1), mul(a, b.c2), mul(a, b.c3));
}
