//# expect: silent
//# style: recurrent network for inference only, weights read from somewhere else; sampling of text; a property named Backward that is no pass
using System;
using System.Text;

namespace Generation
{
    public class TextGenerator
    {
        private readonly double[,] wxh, whh, why;
        private readonly string alphabet;

        public TextGenerator(double[,] wxh, double[,] whh, double[,] why, string alphabet)
        {
            this.wxh = wxh;
            this.whh = whh;
            this.why = why;
            this.alphabet = alphabet;
        }

        /// <summary>Write from right to left.</summary>
        public bool Backward { get; set; }

        public string Generate(int first, int length)
        {
            var text = new StringBuilder();
            double[] h = new double[whh.GetLength(0)];
            int c = first;
            for (int t = 0; t < length; t++)
            {
                double[] next = new double[h.Length];
                for (int i = 0; i < h.Length; i++)
                {
                    double z = wxh[i, c];
                    for (int j = 0; j < h.Length; j++) z += whh[i, j] * h[j];
                    next[i] = Math.Tanh(z);
                }
                h = next;

                double best = double.NegativeInfinity;
                for (int k = 0; k < alphabet.Length; k++)
                {
                    double y = 0;
                    for (int i = 0; i < h.Length; i++) y += why[k, i] * h[i];
                    if (y > best) (best, c) = (y, k);
                }

                if (Backward) text.Insert(0, alphabet[c]);
                else text.Append(alphabet[c]);
            }

            return text.ToString();
        }
    }
}
