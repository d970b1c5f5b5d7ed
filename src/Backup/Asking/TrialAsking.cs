using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;

namespace RagCluster.Backup.Asking;

/// <summary>
/// Asks a restored server for passages of its own documents. Each must come back among the first ten, with the text and the metadata that
/// the store holds, or after ten others whose score is no worse; who is on no list of readers must not see it where it has one. Where the
/// original is at hand, it is asked the same, and both must find the same to the last bit in every collection that has not changed.
/// </summary>
/// <param name="restored">The restored server.</param>
/// <param name="original">The server that the backup is of; null for none.</param>
/// <param name="time">The clock.</param>
public sealed class TrialAsking(IAskedServer restored, IAskedServer? original, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly AccessView Nobody = AccessView.Of([]);

    private readonly List<string> _findings = [];
    private readonly List<string> _leftOut = [];
    private int _found;
    private int _outranked;
    private int _askedAsNobody;
    private int _compared;
    private int _equal;

    /// <summary>Asks.</summary>
    /// <param name="drawn">The questions.</param>
    /// <param name="began">When the restored server's start began, by the clock's timestamps.</param>
    /// <param name="patience">How long from then a collection may take until it answers.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<AskingReport> RunAsync(DrawnQuestions drawn, long began, TimeSpan patience, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        ILookup<CollectionId, TrialQuestion> asked = drawn.Questions.ToLookup(question => question.Collection);
        List<CollectionId> answering = [];
        foreach (IGrouping<CollectionId, TrialQuestion> group in asked)
        {
            if (await UntilAnsweredAsync(group.First(), () => time.GetElapsedTime(began) < patience, cancellationToken) is not { } failure)
                answering.Add(group.Key);
            else
                _findings.Add($"{group.Key}: {failure}");
        }

        TimeSpan took = time.GetElapsedTime(began);
        foreach (CollectionId collection in answering)
        {
            foreach (TrialQuestion question in asked[collection])
                await AskAsync(question, cancellationToken);
            if (original is not null)
                await CompareAsync(original, drawn.States[collection], [.. asked[collection]], cancellationToken);
        }

        return new AskingReport
        {
            Collections = drawn.Collections,
            CollectionsAsked = asked.Count,
            Asked = drawn.Questions.Count,
            Found = _found,
            Outranked = _outranked,
            AskedAsNobody = _askedAsNobody,
            Compared = original is null ? null : _compared,
            Equal = original is null ? null : _equal,
            LeftOut = _leftOut,
            Findings = _findings,
            SecondsUntilAnswered = took.TotalSeconds,
        };
    }

    private async Task<string?> UntilAnsweredAsync(TrialQuestion question, Func<bool> isPatient, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await restored.SearchAsync(question, new AskedWay(), cancellationToken);
                return null;
            }
            catch (RagException failure)
            {
                // Its shards are being made from the log; anything else does not pass.
                if (failure.Kind is not (ErrorKind.Unavailable or ErrorKind.Overloaded))
                    return $"did not answer: {failure.Message}";
                if (!isPatient())
                    return $"did not answer in time: {failure.Message}";
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private async Task AskAsync(TrialQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            if (await JudgeAsync(question, cancellationToken) is { } fault)
                _findings.Add($"{question}: {fault}");
        }
        catch (RagException failure)
        {
            _findings.Add($"{question}: {failure.Message}");
        }
    }

    private async Task<string?> JudgeAsync(TrialQuestion question, CancellationToken cancellationToken)
    {
        IReadOnlyList<AskedHit> hits = await restored.SearchAsync(question, new AskedWay(), cancellationToken);
        // Near passages of others may come before one that begins within a chunk and ends within the next; its words tell.
        if (!Holds(hits))
            hits = await restored.SearchAsync(question, new AskedWay { Legs = AskedLegs.Words }, cancellationToken);
        if (!Holds(hits))
        {
            IReadOnlyList<AskedHit> own = await restored.SearchAsync(
                question,
                new AskedWay { Legs = AskedLegs.Words, Alone = true },
                cancellationToken
            );
            if (own.Count == 0)
                return "the document was not found";
            if (hits.Count < AskedWay.TopK || own[0].Score > hits[^1].Score)
                return "the document was not among the first ten, where its score belongs";
            hits = own;
            _outranked++;
        }
        else
        {
            _found++;
        }

        if (HitCheck.Content(question, hits) is { } fault)
            return fault;
        if (question.Document.Acl is null)
            return null;
        _askedAsNobody++;
        AskedWay way = new()
        {
            Legs = AskedLegs.Words,
            Alone = true,
            View = Nobody,
        };
        return HitCheck.Hidden(question, await restored.SearchAsync(question, way, cancellationToken), Nobody);

        bool Holds(IReadOnlyList<AskedHit> found) => found.Any(hit => hit.Document == question.Document.Id.Value);
    }

    private async Task CompareAsync(IAskedServer other, AskedState expected, TrialQuestion[] questions, CancellationToken cancellationToken)
    {
        CollectionId collection = questions[0].Collection;
        List<string?> differences = [];
        try
        {
            // A changed one need not be searched. After the questions it is looked at again: it may have changed between them.
            if (await ReasonAsync(other, collection, expected, cancellationToken) is { } reason)
            {
                _leftOut.Add($"{collection}: {reason}");
                return;
            }

            foreach (TrialQuestion question in questions)
                differences.Add(await DifferenceAsync(other, question, cancellationToken));

            if (await ReasonAsync(other, collection, expected, cancellationToken) is { } meanwhile)
            {
                _leftOut.Add($"{collection}: {meanwhile}");
                return;
            }
        }
        catch (RagException failure)
        {
            _findings.Add($"{collection}: could not be compared with the original: {failure.Message}");
            return;
        }

        _compared += questions.Length;
        _equal += differences.Count(difference => difference is null);
        _findings.AddRange(differences.Zip(questions).Where(pair => pair.First is not null).Select(pair => $"{pair.Second}: {pair.First}"));
    }

    // Leg by leg: how the two become one list is a planner's choice where the original has one.
    private async Task<string?> DifferenceAsync(IAskedServer other, TrialQuestion question, CancellationToken cancellationToken)
    {
        foreach (AskedLegs legs in (AskedLegs[])[AskedLegs.Words, AskedLegs.Vectors])
        {
            AskedWay way = new() { Legs = legs };
            IReadOnlyList<AskedHit> own = await restored.SearchAsync(question, way, cancellationToken);
            if (HitCheck.Difference(own, await other.SearchAsync(question, way, cancellationToken)) is { } difference)
                return $"by {(legs == AskedLegs.Words ? "words" : "vectors")} {difference}";
        }

        return null;
    }

    private async Task<string?> ReasonAsync(
        IAskedServer other,
        CollectionId collection,
        AskedState expected,
        CancellationToken cancellationToken
    )
    {
        AskedState? now = await other.StateAsync(collection, cancellationToken);
        return now is null ? "the original has none that these credentials reach"
            : now != expected ? "it has changed since the backup"
            // A restored server indexes what waited for it in the backup.
            : await restored.StateAsync(collection, cancellationToken) != expected ? "documents of it waited for indexing in the backup"
            : null;
    }
}
