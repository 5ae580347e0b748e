//# expect: silent
//# style: the number of towns is set by a member that is called before; a table of which each row is made of the row before, and a way back through it
using System;
using System.Collections.Generic;

public class CheapestTrips
{
    private readonly List<string> towns = new List<string>();
    private double[,] fares;
    private int count;

    public void Read(string[] names, Random prices)
    {
        foreach (var name in names) towns.Add(name);
        count = towns.Count;
        fares = new double[count, count];
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count; j++) fares[i, j] = 10 * prices.NextDouble();
    }

    public int[] Trip(int legs, double discount)
    {
        var cost = new double[legs + 1, count];
        var from = new int[legs + 1, count];
        for (int leg = 0; leg < legs; leg++)
        {
            for (int to = 0; to < count; to++)
            {
                cost[leg + 1, to] = double.MaxValue;
                for (int i = 0; i < count; i++)
                {
                    double now = discount * cost[leg, i] + fares[i, to];
                    if (now < cost[leg + 1, to])
                        (cost[leg + 1, to], from[leg + 1, to]) = (now, i);
                }
            }
        }

        var trip = new int[legs + 1];
        for (int to = 1; to < count; to++)
            if (cost[legs, to] < cost[legs, trip[legs]]) trip[legs] = to;
        for (int leg = legs; leg > 0; leg--)
            trip[leg - 1] = from[leg, trip[leg]];
        return trip;
    }

    public double Paid(int[] trip, double discount)
    {
        double paid = 0;
        for (int leg = trip.Length - 1; leg > 0; leg--)
            paid = paid * discount + fares[trip[leg - 1], trip[leg]];
        return paid;
    }
}
