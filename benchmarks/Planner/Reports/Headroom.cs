using RagCluster.PlannerBenchmark.Matrices;
using RagCluster.PlannerBenchmark.Replay;

namespace RagCluster.PlannerBenchmark.Reports;

/// <summary>What choosing by class, or by query, could gain at most over the best fixed plan.</summary>
internal static class Headroom
{
    private const int Folds = 2000;

    internal static void Print(OutcomeMatrix matrix, Prices prices)
    {
        string name = FormattableString.Invariant($"headroom {matrix.Name} λ={prices.Latency}");
        int plans = matrix.Menu.Plans.Count;
        double[][] utilities =
        [
            .. matrix.Before.Select(row => Enumerable.Range(0, plans).Select(plan => prices.Utility(matrix.Menu, row, plan)).ToArray()),
        ];
        for (int plan = 0; plan < plans; plan++)
            Lines.Print(name, $"fixed: {matrix.Menu.Plans[plan].Name}", 100 * utilities.Average(row => row[plan]), "points");
        int[] classes = [.. matrix.Before.Select(row => matrix.Classes.ToList().IndexOf(row.Class))];
        double best = Enumerable.Range(0, plans).Max(plan => utilities.Average(row => row[plan]));
        double perClass = PerClass(utilities, classes, utilities, classes);
        Lines.Print(name, "best fixed", 100 * best, "points");
        Lines.Print(name, "best per class (in sample)", 100 * perClass, "points");
        Lines.Print(name, "best per class (held out) less best fixed (held out)", HeldOut(utilities, classes), "points");
        Lines.Print(name, "best per query", 100 * utilities.Average(row => row.Max()), "points");
        foreach (string @class in matrix.Classes)
        {
            int[] rows = [.. Enumerable.Range(0, classes.Length).Where(row => matrix.Before[row].Class == @class)];
            int winner = Enumerable.Range(0, plans).MaxBy(plan => rows.Average(row => utilities[row][plan]));
            Lines.Print(
                name,
                $"{@class} ({rows.Length} queries): {matrix.Menu.Plans[winner].Name}",
                100 * rows.Average(row => utilities[row][winner]),
                "points"
            );
        }
    }

    // In sample the best of several noisy means is always ahead: here half of the queries choose, the others judge.
    private static Spread HeldOut(double[][] utilities, int[] classes)
    {
        Random random = new(17);
        int plans = utilities[0].Length;
        List<double> gains = [];
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] order = [.. Enumerable.Range(0, classes.Length)];
            random.Shuffle(order);
            int[] learn = order[..(order.Length / 2)];
            int[] judge = order[(order.Length / 2)..];
            int best = Enumerable.Range(0, plans).MaxBy(plan => learn.Average(row => utilities[row][plan]));
            double perClass = PerClass(
                [.. learn.Select(row => utilities[row])],
                [.. learn.Select(row => classes[row])],
                [.. judge.Select(row => utilities[row])],
                [.. judge.Select(row => classes[row])]
            );
            gains.Add(100 * (perClass - judge.Average(row => utilities[row][best])));
        }

        // The folds share their queries: their spread is that of one half, not of the mean over folds.
        gains.Sort();
        return new Spread(gains.Average(), (gains[(int)(0.975 * Folds)] - gains[(int)(0.025 * Folds)]) / 2);
    }

    private static double PerClass(double[][] learn, int[] learnClasses, double[][] judge, int[] judgeClasses)
    {
        int plans = learn[0].Length;
        double[][] sums = [.. Enumerable.Range(0, Math.Max(learnClasses.Max(), judgeClasses.Max()) + 1).Select(_ => new double[plans])];
        for (int row = 0; row < learn.Length; row++)
        {
            for (int plan = 0; plan < plans; plan++)
                sums[learnClasses[row]][plan] += learn[row][plan];
        }

        int[] winners = [.. sums.Select(sum => Array.IndexOf(sum, sum.Max()))];
        return judge.Select((row, i) => row[winners[judgeClasses[i]]]).Average();
    }
}
