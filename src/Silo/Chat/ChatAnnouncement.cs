using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;

namespace RagCluster.Silo.Chat;

/// <summary>Says at the start who writes answers, so that a setting that was misspelt is seen at once.</summary>
/// <param name="settings">The chat model.</param>
/// <param name="log">Where it is said.</param>
internal sealed partial class ChatAnnouncement(IOptions<ChatSettings> settings, ILogger<ChatAnnouncement> log) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Value.Endpoint.Length > 0)
            LogModel(settings.Value.Model, ShownAddress.Of(settings.Value.Endpoint));
        else
            LogNone();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Answers are written by the chat model {Model} at {Endpoint}")]
    private partial void LogModel(string model, string endpoint);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Answers are quoted from the documents: no chat model is set (RAG__Chat__Endpoint, RAG__Chat__Model)"
    )]
    private partial void LogNone();
}
