using System.Globalization;
using System.Security.Cryptography;
using RagCluster.Backup;
using RagCluster.Backup.Asking;
using RagCluster.Backup.Restoring;
using RagCluster.Corpus.Errors;
using RagCluster.Storage;
using RagCluster.Storage.Encryption;

namespace RagCluster.Silo.StoppedStore;

/// <summary>
/// <c>verify</c> by restoring: a backup comes back in a folder of its own, is compared, and is asked questions where that is wanted, by a
/// server within this process. All of it is gone afterwards.
/// </summary>
/// <param name="configuration">What to do, in the section <c>Do</c>, and the settings that a server has.</param>
/// <param name="options">The settings of backups; validated.</param>
/// <param name="backups">The backups.</param>
internal sealed class BackupTrial(IConfiguration configuration, BackupOptions options, BackupService backups)
{
    /// <summary>The variable that holds the key of the server that is asked the same.</summary>
    internal const string ApiKeyVariable = "RAG_API_KEY";

    private static readonly TimeSpan PatienceDefault = TimeSpan.FromMinutes(30);

    private readonly bool _asks = configuration["Do:Ask"] == "true";
    private readonly TimeSpan _patience = PatienceOf(configuration["Do:Within"]);

    /// <summary>Restores, compares and asks.</summary>
    /// <param name="name">The backup; null for the newest.</param>
    /// <param name="cancellationToken">Ends it, and removes what was restored.</param>
    /// <exception cref="RagException">The backup is missing or damaged, or something came back otherwise.</exception>
    internal async Task<TrialReport> RunAsync(string? name, CancellationToken cancellationToken)
    {
        using OriginalServer? original = Original();
        // Credentials that see too little are no reason to restore first.
        if (original is not null)
            await original.RequireOperatorAsync(cancellationToken);
        // The folder is its owner's alone. What was encrypted in the backup is encrypted there too, with a key that nobody keeps.
        using TrialFolder folder = TrialFolder.Create(configuration["Do:Scratch"]);
        string? key = options.HasKey ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeySource.KeyBytes)) : null;
        ContentCipher cipher = key is null
            ? ContentCipher.None
            : new ContentCipher(KeyRing.Parse(new KeyText(key, "The trial's key")), encrypts: true);
        TrialReport report = await backups.TryRestoreAsync(name, folder.Path, cipher, cancellationToken);
        if (!_asks)
            return report;
        return report with { Answers = await AskAsync(report, folder.Path, key, original, cancellationToken) };
    }

    /// <summary>What came of it, for people.</summary>
    internal static string Verdict(TrialReport report)
    {
        string outcome =
            report.RowsCompared == report.Restored.Rows
                ? FormattableString.Invariant(
                    $"{report.RowsCompared} rows and {report.Restored.Files} files came back the same to the byte"
                )
                : "the backup is of an older version, whose rows were checked one by one and brought to this version's form";
        string restored = FormattableString.Invariant($"restored aside in {report.RestoreSeconds:0.0} s and removed again: {outcome}");
        return report.Answers is null ? restored : string.Join(Environment.NewLine, [restored, .. Lines(report, report.Answers)]);
    }

    private static IEnumerable<string> Lines(TrialReport report, AskingReport answers)
    {
        yield return FormattableString.Invariant(
            $"answered {answers.SecondsUntilAnswered:0.0} s after its start: a recovery takes {report.RecoverySeconds:0.0} s"
        );
        string outranked = answers.Outranked == 0 ? "" : Invariant($", {answers.Outranked} after ten others that hold its words too");
        string hidden =
            answers.AskedAsNobody == 0 ? "" : Invariant($"; {answers.AskedAsNobody} have a list of readers and were asked as nobody too");
        yield return Invariant($"{answers.CollectionsAsked} of {answers.Collections} collections asked: of {answers.Asked} passages ")
            + Invariant($"{answers.Found} led to their document among the first ten{outranked}{hidden}");
        if (answers.Compared is { } compared)
            yield return Invariant($"the original answered {answers.Equal} of {compared} the same, scores to the last bit");
        foreach (string left in answers.LeftOut)
            yield return $"not compared with the original: {left}";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private async Task<AskingReport> AskAsync(
        TrialReport report,
        string folder,
        string? key,
        OriginalServer? original,
        CancellationToken cancellationToken
    )
    {
        await using TrialServer server = await TrialServer.BuildAsync(folder, key, configuration);
        // The same backup is asked the same questions.
        QuestionDraw draw = new(server.Services.GetRequiredService<IDocumentStore>(), report.Restored.Backup);
        DrawnQuestions questions = await draw.DrawAsync(cancellationToken);
        long began = TimeProvider.System.GetTimestamp();
        await server.StartAsync(_patience, cancellationToken);
        TrialAsking asking = new(server, original, TimeProvider.System);
        return await asking.RunAsync(questions, began, _patience, cancellationToken);
    }

    private OriginalServer? Original() =>
        _asks && configuration["Do:Server"] is { Length: > 0 } address
            ? new OriginalServer(new Uri(address), Environment.GetEnvironmentVariable(ApiKeyVariable))
            : null;

    private static TimeSpan PatienceOf(string? given)
    {
        if (given is not { Length: > 0 })
            return PatienceDefault;
        return TimeSpan.TryParse(given, CultureInfo.InvariantCulture, out TimeSpan patience) && patience > TimeSpan.Zero
            ? patience
            : throw new ArgumentException($"--within is '{given}': give a time, for example 00:30:00.");
    }
}
