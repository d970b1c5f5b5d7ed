using System.Diagnostics;
using System.Globalization;

namespace RagCluster.Benchmarks;

/// <summary>Tells people on standard error how far something is and how long the rest will take, every ten seconds at most.</summary>
/// <param name="what">What is done.</param>
/// <param name="total">How many there are to do.</param>
internal sealed class ProgressReport(string what, long total) : IProgress<int>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private readonly long _began = Stopwatch.GetTimestamp();
    private TimeSpan _said;

    /// <summary>How long all of it takes, were the rest as fast as what is done.</summary>
    /// <param name="done">How many are done.</param>
    internal TimeSpan Expect(long done) => done == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_began) * ((double)total / done);

    /// <inheritdoc/>
    public void Report(int value)
    {
        TimeSpan spent = Stopwatch.GetElapsedTime(_began);
        if (spent - _said < Pause || value == 0)
            return;
        _said = spent;
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {100.0 * value / total:0} % after {spent.TotalSeconds:0} s, about "
                    + $"{(Expect(value) - spent).TotalSeconds:0} s to go"
            )
        );
    }
}
