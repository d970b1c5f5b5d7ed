using RagCluster.Cli.Output;
using Spectre.Console;

namespace RagCluster.Cli.Ingestion;

/// <summary>Shows progress on a terminal as a bar, elsewhere as a line for every tenth.</summary>
internal static class ProgressLine
{
    /// <summary>Runs work that reports finished items.</summary>
    internal static async Task<T> RunAsync<T>(string what, int total, Func<Action<int>, Task<T>> work)
    {
        if (!Console.IsErrorRedirected)
            return await BarAsync(what, total, work);
        int done = 0;
        int shownTenths = 0;
        Lock gate = new();
        return await work(items =>
        {
            lock (gate)
            {
                done += items;
                int tenths = total == 0 ? 10 : done * 10 / total;
                if (tenths <= shownTenths)
                    return;
                shownTenths = tenths;
                Report.Note($"{what}: {done} of {total} ({tenths * 10} %)");
            }
        });
    }

    private static Task<T> BarAsync<T>(string what, int total, Func<Action<int>, Task<T>> work) =>
        Terminal
            .Messages.Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new SpinnerColumn()
            )
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask(what, maxValue: Math.Max(1, total));
                T result = await work(items => bar.Increment(items));
                bar.Value = bar.MaxValue;
                return result;
            });
}
