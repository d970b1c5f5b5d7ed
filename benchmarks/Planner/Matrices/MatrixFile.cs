using System.Globalization;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.PlannerBenchmark.Matrices;

/// <summary>Reads and writes "query,class,plan,quality,step=seconds;step=seconds" lines.</summary>
internal static class MatrixFile
{
    private const string Header = "query,class,plan,quality,latency";

    /// <summary>The plans that can be measured without a server: all but the cache.</summary>
    internal static PlanMenu Menu { get; } = new([.. RetrievalMenu.Default.Plans.Where(plan => plan.Name != RetrievalMenu.Cached)]);

    internal static void Write(string file, IEnumerable<OutcomeRow> rows) =>
        File.WriteAllLines(file, rows.SelectMany(Lines).Prepend(Header));

    internal static IReadOnlyList<OutcomeRow> Read(string file)
    {
        Dictionary<string, OutcomeRow> rows = new(StringComparer.Ordinal);
        foreach (string[] cells in File.ReadLines(file).Skip(1).Select(line => line.Split(',')))
        {
            if (!rows.TryGetValue(cells[0], out OutcomeRow? row))
                rows.Add(cells[0], row = new OutcomeRow(cells[0], cells[1], new double[Menu.Plans.Count], new double[Menu.Stages.Count]));
            row.Quality[Menu.PlanNumber(cells[2])] = double.Parse(cells[3], CultureInfo.InvariantCulture);
            foreach (string[] stage in cells[4].Split(';').Select(part => part.Split('=')))
                row.StageSeconds[Menu.StageNumber(stage[0])] = double.Parse(stage[1], CultureInfo.InvariantCulture);
        }

        return [.. rows.Values];
    }

    private static IEnumerable<string> Lines(OutcomeRow row) =>
        Enumerable
            .Range(0, Menu.Plans.Count)
            .Select(plan =>
                FormattableString.Invariant(
                    $"{row.Query},{row.Class},{Menu.Plans[plan].Name},{row.Quality[plan]:0.####},{Latencies(row, plan)}"
                )
            );

    private static string Latencies(OutcomeRow row, int plan) =>
        string.Join(
            ';',
            Menu.StagesOf(plan)
                .ToArray()
                .Select(stage => FormattableString.Invariant($"{Menu.Stages[stage].Name}={row.StageSeconds[stage]:0.######}"))
        );
}
