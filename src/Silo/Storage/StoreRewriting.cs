using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Rewriting;

namespace RagCluster.Silo.Storage;

/// <summary>
/// Brings what is stored into the form of the settings, in the background, after encryption was turned on or off or its key was replaced.
/// Each silo looks when it starts and then each minute; two that do it at once rewrite no value twice, since each changes a value only
/// while it is as it was read.
/// </summary>
internal sealed partial class StoreRewriting(StoreEncryption encryption, TimeProvider time, ILogger<StoreRewriting> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Pause, time);
        do
        {
            try
            {
                if (await encryption.IsDueAsync(stoppingToken))
                    await RewriteAsync(stoppingToken);
            }
            catch (RagException failure)
            {
                // The service's boundary: values stay in the form that they have, in which they are read, and the next look goes on.
                LogFailed(failure);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RewriteAsync(CancellationToken stoppingToken)
    {
        LogBegun(encryption.Active ?? "none: in the clear");
        RewriteReport report = await encryption.RewriteAsync(stoppingToken);
        LogDone(report.Rewritten, report.Unreadable, report.Keys.Count == 0 ? "none" : string.Join(", ", report.Keys));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stored values are being written with the key {Key}")]
    private partial void LogBegun(string key);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Rewritten} stored values were rewritten, {Unreadable} are damaged and stayed; the store needs these keys: {Keys}"
    )]
    private partial void LogDone(long rewritten, long unreadable, string keys);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stored values could not all be rewritten; it goes on in a minute")]
    private partial void LogFailed(Exception error);
}
