//# expect: silent
//# style: prices and forecasts in dictionaries from day to numbers; a blend with the day before, and a settlement that counts down through the days
using System;
using System.Collections.Generic;

public class PriceHistory
{
    private readonly double[] shares;

    public PriceHistory(double[] shares) { this.shares = shares; }

    public Dictionary<int, double[]> Forecast(Dictionary<int, double[]> prices, double blend)
    {
        var forecast = new Dictionary<int, double[]> { [0] = prices[0] };
        for (int day = 1; day < prices.Count; day++)
        {
            forecast[day] = new double[shares.Length];
            for (int i = 0; i < shares.Length; i++)
                forecast[day][i] = blend * prices[day][i] + (1 - blend) * forecast[day - 1][i];
        }
        return forecast;
    }

    public double Settle(IReadOnlyDictionary<int, double[]> prices, IReadOnlyDictionary<int, double[]> forecast)
    {
        double worth = 0;
        for (int day = prices.Count - 1; day >= 0; day--)
        {
            worth *= 0.99;
            for (int i = 0; i < shares.Length; i++)
                worth += shares[i] * (prices[day][i] - forecast[day][i]);
        }
        return worth;
    }
}
