//# style: graphics: points turned by a Matrix4x4 every frame and brought back by its transpose; an arm of joints; no gradient anywhere
//# expect: silent
using System.Collections.Generic;
using System.Numerics;

public class SpinningBody
{
    private Matrix4x4 spin = Matrix4x4.CreateRotationZ(0.1f);
    private Vector3 position, velocity;
    private readonly List<Vector3> trail = new List<Vector3>();

    public void Run(Vector3[] forces, float dt)
    {
        foreach (var force in forces)
        {
            velocity = Vector3.TransformNormal(velocity, spin) + force * dt;
            position = Vector3.Transform(position, spin) + velocity * dt;
            trail.Add(position);
        }
    }

    public Vector3 ToLocal(Vector3 world, int frames)
    {
        var back = Matrix4x4.Transpose(spin);
        for (int frame = frames - 1; frame >= 0; frame--)
            world = Vector3.TransformNormal(world - trail[frame], back);
        return world;
    }

    public Matrix4x4 Inertia()
    {
        var sum = new Matrix4x4();
        for (int frame = trail.Count - 1; frame >= 0; frame--)
        {
            var r = trail[frame];
            sum.M11 += r.X * r.X;
            sum.M12 += r.X * r.Y;
            sum.M21 += r.Y * r.X;
            sum.M22 += r.Y * r.Y;
            sum.M33 += r.Z * r.Z;
        }

        return spin * sum * Matrix4x4.Transpose(spin);
    }
}
