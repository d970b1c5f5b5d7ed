using System.Security.Cryptography;
using System.Text;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Storage;

namespace RagCluster.Backup.Asking;

/// <summary>
/// Draws documents of every collection and a passage of each. What is drawn follows from a seed and from what the store holds, so that the
/// same backup is asked the same questions again.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="seed">Any text.</param>
public sealed class QuestionDraw(IDocumentStore store, string seed)
{
    /// <summary>Questions of one collection.</summary>
    public const int OfCollectionMax = 3;

    /// <summary>Questions in all. Where there are more collections, as many of them are drawn.</summary>
    public const int InAllMax = 50;

    /// <summary>The longest passage, in characters.</summary>
    internal const int PassageLengthMax = 300;

    private const int PageLength = 500;

    // How far a passage's ends are moved to where a word begins or ends.
    private const int WordLengthMax = 40;

    // A document may hold long stretches of rules or dots.
    private const int Attempts = 8;

    private readonly Random _random = new(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(seed))));

    /// <summary>Draws.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<DrawnQuestions> DrawAsync(CancellationToken cancellationToken)
    {
        CollectionState[] collections =
        [
            .. (await store.ListCollectionsAsync(null, cancellationToken))
                .Where(collection => collection.IndexedCount > 0)
                .OrderBy(collection => collection.Id.ToString(), StringComparer.Ordinal),
        ];
        _random.Shuffle(collections);
        int each = Math.Clamp(InAllMax / Math.Max(1, collections.Length), 1, OfCollectionMax);
        List<TrialQuestion> questions = [];
        Dictionary<CollectionId, AskedState> states = [];
        foreach (CollectionState collection in collections.Take(InAllMax))
        {
            if (await AskedState.ReadAsync(store, collection.Id, cancellationToken) is { } state)
                states[collection.Id] = state;
            foreach (Document document in await DocumentsAsync(collection.Id, each, cancellationToken))
            {
                string? text = await store.ReadTextAsync(collection.Id, document.Id, document.IndexedGeneration, cancellationToken);
                if (text is not null && Passage(text) is { Query: { } query } passage)
                    questions.Add(new TrialQuestion(collection.Id, document, text, passage.Start, query));
            }
        }

        return new DrawnQuestions(questions, collections.Length, states);
    }

    // Each document with the same chance, in one pass (Vitter 1985, algorithm R). Those with an unfinished version are left out: what is
    // said of them already may not be what answers yet.
    private async Task<List<Document>> DocumentsAsync(CollectionId collection, int count, CancellationToken cancellationToken)
    {
        List<Document> drawn = [];
        int seen = 0;
        IReadOnlyList<Document> page;
        DocumentId? after = null;
        do
        {
            page = await store.ListDocumentsAsync(collection, DocumentState.Indexed, after, PageLength, cancellationToken);
            foreach (Document document in page.Where(one => one.ChunkCount > 0))
            {
                int place = _random.Next(++seen);
                if (drawn.Count < count)
                    drawn.Add(document);
                else if (place < count)
                    drawn[place] = document;
            }

            after = page.Count > 0 ? page[^1].Id : null;
        } while (after is not null);

        return drawn;
    }

    private (int Start, string? Query) Passage(string text)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            int start = _random.Next(Math.Max(1, text.Length - PassageLengthMax + 1));
            string passage = PassageAt(text, start);
            if (passage.Any(char.IsLetterOrDigit))
                return (start, passage);
        }

        return (0, null);
    }

    private static string PassageAt(string text, int start)
    {
        int end = Math.Min(text.Length, start + PassageLengthMax);
        // Whole words, but for texts that have no spaces between them.
        for (int i = start; start > 0 && i < Math.Min(end, start + WordLengthMax); i++)
        {
            if (!char.IsWhiteSpace(text[i]))
                continue;
            start = i;
            break;
        }

        for (int i = end; end < text.Length && i > Math.Max(start, end - WordLengthMax); i--)
        {
            if (!char.IsWhiteSpace(text[i]))
                continue;
            end = i;
            break;
        }

        if (char.IsLowSurrogate(text[start]))
            start++;
        if (end > start && char.IsHighSurrogate(text[end - 1]))
            end--;
        return string.Concat(text[start..end].Select(c => char.IsControl(c) ? ' ' : c)).Trim();
    }
}
