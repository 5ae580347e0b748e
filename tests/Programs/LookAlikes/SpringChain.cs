//# style: physics for a game: springs between points as Vector2, damping, a goal-seeking arm bent joint by joint from its end
//# expect: silent
using System;
using System.Numerics;

public class SpringChain
{
    public float[,] stiffness = { { 0, 2, 0.5f }, { 1, 0, 3 }, { 0.5f, 1, 0 } };
    private readonly Vector2[] points = new Vector2[3];
    private readonly Vector2[] speeds = new Vector2[3];
    public float[] angles = new float[3];

    public void Simulate(int steps, float dt)
    {
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < points.Length; i++)
            {
                var force = Vector2.Zero;
                for (int j = 0; j < points.Length; j++)
                    force += stiffness[i, j] * (points[j] - points[i]);
                speeds[i] = speeds[i] * 0.98f + force * dt;
            }

            for (int i = 0; i < points.Length; i++)
                points[i] += speeds[i] * dt;
        }
    }

    public void Reach(Vector2 goal, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            for (int joint = angles.Length - 1; joint >= 0; joint--)
            {
                var tip = Tip();
                var turn = Vector2.Cross(tip - points[joint], goal - points[joint]);
                angles[joint] += 0.1f * MathF.Tanh(turn);
            }
        }
    }

    private Vector2 Tip()
    {
        var at = Vector2.Zero;
        float angle = 0;
        foreach (var bend in angles)
        {
            angle += bend;
            at += Vector2.Transform(Vector2.UnitX, Matrix3x2.CreateRotation(angle));
        }

        return at;
    }
}
