//# expect: silent
//# style: skeletal animation with System.Numerics: chains of Matrix4x4 from root to tip, cyclic coordinate descent from tip to root, blending
using System;
using System.Numerics;

namespace Animation
{
    public sealed class Skeleton
    {
        private readonly Matrix4x4[] local, world;
        private readonly Quaternion[] rotations;
        private readonly float length;

        public Skeleton(int joints, float length)
        {
            this.length = length;
            local = new Matrix4x4[joints];
            world = new Matrix4x4[joints];
            rotations = new Quaternion[joints];
            Array.Fill(rotations, Quaternion.Identity);
        }

        public Vector3 Forward()
        {
            var parent = Matrix4x4.Identity;
            for (int i = 0; i < local.Length; i++)
            {
                local[i] = Matrix4x4.CreateFromQuaternion(rotations[i]) * Matrix4x4.CreateTranslation(0, length, 0);
                parent = world[i] = local[i] * parent;
            }
            return parent.Translation;
        }

        public void Backward(Vector3 target, int iterations)
        {
            for (int k = 0; k < iterations; k++)
                for (int i = local.Length - 1; i >= 0; i--)
                {
                    Vector3 tip = Forward(), joint = world[i].Translation;
                    Vector3 a = Vector3.Normalize(tip - joint), b = Vector3.Normalize(target - joint);
                    var axis = Vector3.Cross(a, b);
                    if (axis.LengthSquared() < 1e-8f) continue;
                    float angle = MathF.Acos(Math.Clamp(Vector3.Dot(a, b), -1f, 1f));
                    rotations[i] = Quaternion.Normalize(Quaternion.CreateFromAxisAngle(Vector3.Normalize(axis), angle) * rotations[i]);
                }
        }

        public void Blend(Quaternion[] pose, float weight)
        {
            for (int i = 0; i < rotations.Length; i++) rotations[i] = Quaternion.Slerp(rotations[i], pose[i], weight);
        }
    }
}
