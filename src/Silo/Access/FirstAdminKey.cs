using RagCluster.Api.Access;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Silo.Access;

/// <summary>
/// Makes an administrator's key when a cluster that asks for credentials starts for the first time, and prints it once: to standard output,
/// never to the log, since logs are collected and kept. Of a server that was opened to others by name it warns.
/// </summary>
internal sealed partial class FirstAdminKey(
    AccessStart access,
    IGrainFactory grains,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<FirstAdminKey> log
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration started = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stoppingToken);
        if (access.IsOpenToOthers)
            LogOpen();
        if (!access.NeedsFirstKey)
            return;
        while (true)
        {
            try
            {
                if (await grains.GetGrain<IApiKeysGrain>(IApiKeysGrain.Key).CreateFirstAsync(stoppingToken) is { } first)
                    await PrintAsync(first.Text);
                return;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotMade(failure);
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private static async Task PrintAsync(string key)
    {
        await Console.Out.WriteLineAsync("This server asks for credentials. The administrator's key, shown this once:");
        await Console.Out.WriteLineAsync($"  {key}");
        await Console.Out.WriteLineAsync("Send it as 'Authorization: Bearer …', give it to the rag command in RAG_API_KEY, or sign in.");
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Everybody who reaches this server may do everything: RAG__Auth__Required is false, and others reach it"
    )]
    private partial void LogOpen();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The first administrator's key could not be made yet")]
    private partial void LogNotMade(Exception failure);
}
