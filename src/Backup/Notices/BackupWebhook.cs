using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagCluster.Backup.Notices;

/// <summary>
/// Sends notices to the address that the settings name. The address is a secret (who has it can write there), so no message repeats it.
/// </summary>
/// <param name="options">The settings; validated.</param>
/// <param name="http">Sends.</param>
/// <param name="time">The clock.</param>
public sealed class BackupWebhook(BackupOptions options, HttpClient http, TimeProvider time)
{
    private const int AttemptsMax = 3;
    private static readonly TimeSpan AttemptMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Sends a notice, up to three times; nothing where no address is set.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why it did not get there, or null.</returns>
    public async Task<string?> SendAsync(BackupNotice notice, CancellationToken cancellationToken)
    {
        if (options.Webhook is not { Length: > 0 } address)
            return null;
        string? failure = null;
        for (int attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            if (attempt > 1)
                await Task.Delay(Pause * attempt, time, cancellationToken);
            failure = await TryAsync(new Uri(address), notice, cancellationToken);
            if (failure is null)
                return null;
        }

        return failure;
    }

    private async Task<string?> TryAsync(Uri address, BackupNotice notice, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(AttemptMax);
        try
        {
            using JsonContent body = JsonContent.Create(BodyOf(notice), options: Form);
            using HttpResponseMessage response = await http.PostAsync(address, body, patience.Token);
            return response.IsSuccessStatusCode ? null : FormattableString.Invariant($"it answered {(int)response.StatusCode}");
        }
        catch (HttpRequestException error)
        {
            return $"it can't be reached ({error.HttpRequestError})";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FormattableString.Invariant($"it did not answer within {AttemptMax.TotalSeconds} s");
        }
    }

    private object BodyOf(BackupNotice notice) => options.WebhookForm == NoticeForm.Slack ? new { text = notice.Text } : notice;
}
