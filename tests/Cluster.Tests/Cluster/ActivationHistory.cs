using System.Globalization;
using System.Text.RegularExpressions;

namespace RagCluster.Cluster.Tests.Cluster;

/// <summary>
/// When each grain was active where, read from the silos' logs. An activation ends with its own word, with its process, or when the others
/// declare its silo dead: from then on its writes are refused.
/// </summary>
internal sealed partial class ActivationHistory
{
    // The word of the end is written some time after it; two activations that live side by side do so for longer.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);
    private readonly List<Activation> _all = [];
    private readonly Dictionary<string, DateTimeOffset> _deaths = new(StringComparer.Ordinal);

    /// <summary>How many activations there were.</summary>
    internal int Count => _all.Count;

    /// <summary>How many grains were active at some time.</summary>
    internal int GrainCount => _all.Select(activation => activation.Grain).Distinct().Count();

    /// <summary>Adds what a silo logged.</summary>
    /// <param name="log">Its log.</param>
    /// <param name="exited">When its process ended; null when it still runs.</param>
    internal void Read(string log, DateTimeOffset? exited)
    {
        Dictionary<string, Activation> open = new(StringComparer.Ordinal);
        foreach (string line in log.Split('\n'))
        {
            if (
                !DateTimeOffset.TryParse(
                    line.Split(' ', 2)[0],
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out DateTimeOffset time
                )
            )
                continue;
            if (Began().Match(line) is { Success: true } began)
                open[began.Groups[2].Value] = new Activation(
                    began.Groups[1].Value,
                    began.Groups[3].Value,
                    time,
                    exited ?? DateTimeOffset.MaxValue
                );
            else if (Ended().Match(line) is { Success: true } ended && open.Remove(ended.Groups[2].Value, out Activation? activation))
                _all.Add(activation with { End = time });
            else if (Death().Match(line) is { Success: true } death)
                _deaths[death.Groups[1].Value] =
                    _deaths.TryGetValue(death.Groups[1].Value, out DateTimeOffset before) && before < time ? before : time;
        }

        _all.AddRange(open.Values);
    }

    /// <summary>The grains that were active twice at once.</summary>
    internal IEnumerable<string> FindDoubled()
    {
        // What a silo begins that is dead already and has not heard of it is no second activation: nothing that it writes is taken.
        foreach (
            IGrouping<string, Activation> grain in _all.Where(activation => EndOf(activation) > activation.Begin)
                .GroupBy(activation => activation.Grain)
        )
        {
            Activation[] inOrder = [.. grain.OrderBy(activation => activation.Begin)];
            for (int i = 1; i < inOrder.Length; i++)
            {
                if (inOrder[..i].FirstOrDefault(earlier => EndOf(earlier) - Tolerance > inOrder[i].Begin) is { } other)
                    yield return $"{grain.Key} on {other.Silo} from {other.Begin:O} to {EndOf(other):O} and on {inOrder[i].Silo} from "
                        + $"{inOrder[i].Begin:O}";
            }
        }
    }

    private DateTimeOffset EndOf(Activation activation) =>
        _deaths.TryGetValue(activation.Silo, out DateTimeOffset death) && death < activation.End ? death : activation.End;

    [GeneratedRegex(@"Active: (\S+) as (\S+) on (\S+)")]
    private static partial Regex Began();

    [GeneratedRegex(@"Ended: (\S+) as (\S+) on (\S+)")]
    private static partial Regex Ended();

    [GeneratedRegex(@"Dead to the cluster: (S[^\s:]+:\d+:\d+)")]
    private static partial Regex Death();

    private sealed record Activation(string Grain, string Silo, DateTimeOffset Begin, DateTimeOffset End);
}
