//# expect: silent
//# style: a class called RNN that has nothing to do with networks: Regional News Network, with Forward and Backward for paging
using System;
using System.Collections.Generic;
using System.Linq;

namespace RNN
{
    public class NewsItem
    {
        public string Title { get; set; } = "";
        public double[] Scores { get; set; } = Array.Empty<double>();
    }

    public class RnnReader
    {
        private readonly List<NewsItem> items;
        private readonly double[] weights = { 0.5, 0.3, 0.2 };
        private int page;

        public RnnReader(IEnumerable<NewsItem> items)
        {
            this.items = items.OrderByDescending(Rank).ToList();
        }

        public IEnumerable<NewsItem> Forward()
        {
            page = Math.Min(page + 1, items.Count / 10);
            return Current();
        }

        public IEnumerable<NewsItem> Backward()
        {
            page = Math.Max(page - 1, 0);
            return Current();
        }

        private IEnumerable<NewsItem> Current() => items.Skip(page * 10).Take(10);

        private double Rank(NewsItem item) => item.Scores.Zip(weights, (s, w) => s * w).Sum();
    }
}
