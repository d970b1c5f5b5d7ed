using System.Text.Encodings.Web;
using System.Text.Json;
using RagCluster.AnswersBenchmark.Questions;
using RagCluster.Corpus.Answers;
using RagCluster.Grounding;
using RagCluster.Grounding.Asking;
using RagCluster.Grounding.Citations;
using RagCluster.Inference;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;
using RagCluster.Lexical.Analysis;
using RagCluster.Text.Chunking;
using RagCluster.Text.Tokenizing;

namespace RagCluster.AnswersBenchmark.Documents;

/// <summary>Extractive answers to questions over folders of documentation, one line of JSON each, as a scorer reads them.</summary>
internal static class DocumentAnswers
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Asks every question of a file of its collection, a folder beside the file's own.</summary>
    /// <param name="questions">The file.</param>
    /// <param name="models">The folder of models.</param>
    /// <param name="output">Where the answers go.</param>
    /// <param name="isFitting">
    /// Whether the candidates are written with their features instead, each question asked again without the documents that answer it.
    /// </param>
    /// <param name="count">How many passages are found for a question.</param>
    internal static async Task WriteAsync(string questions, string models, string output, bool isFitting, int count)
    {
        ModelRegistry registry = ModelRegistry.Load(models, Path.Combine(models, "none"));
        await using InferenceRuntime runtime = new(new InferenceOptions(), TimeProvider.System);
        await using ITextEmbedder embedder = runtime.OpenEmbedder(registry.Default);
        EmbeddedTexts texts = new(embedder);
        StructureChunker chunker = new(BertTextTokenizer.Create(registry.Default.VocabularyPath, registry.Default.Tokenizer.Lowercase));
        AnswerComposer composer = new(new GroundingOptions { PassagesMax = count }, texts.EmbedAsync);
        QuestionRewriter rewriter = new(null, new GroundingOptions(), TimeProvider.System, _ => { });
        Dictionary<string, DocumentIndex> indexes = new(StringComparer.Ordinal);
        await using StreamWriter writer = new(output);
        int faults = 0;
        foreach (string line in await File.ReadAllLinesAsync(questions))
        {
            JsonElement item = JsonDocument.Parse(line).RootElement;
            string collection = item.GetProperty("collection").GetString()!;
            if (!indexes.TryGetValue(collection, out DocumentIndex? index))
            {
                string folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(questions))!, "..", collection);
                indexes[collection] = index = await DocumentIndex.OpenAsync(
                    Path.GetFullPath(folder),
                    chunker,
                    TextAnalyzer.Default,
                    embedder
                );
            }

            ConversationTurn[] history =
                item.TryGetProperty("history", out JsonElement turns) && turns.ValueKind == JsonValueKind.Array
                    ? [.. turns.EnumerateArray().Select(turn => new ConversationTurn(turn.GetString()!))]
                    : [];
            string asked = await rewriter.StandaloneAsync(item.GetProperty("question").GetString()!, history, CancellationToken.None);
            if (isFitting)
            {
                foreach (bool isWithout in new[] { false, true })
                {
                    HashSet<string> gold = isWithout ? [.. Gold(item, collection)] : [];
                    if (isWithout && gold.Count == 0)
                        continue;
                    List<Passage> read = await index.FindAsync(asked, gold, count);
                    object units = await UnitFeatureRows.OfAsync(
                        new Question(asked) { Frequency = index.Frequency },
                        read,
                        new GroundingOptions { PassagesMax = count },
                        texts.EmbedAsync
                    );
                    string name = item.GetProperty("id").GetString()!;
                    await writer.WriteLineAsync(
                        JsonSerializer.Serialize(
                            new
                            {
                                id = name,
                                without = isWithout,
                                names = UnitFeatureRows.Names,
                                evidence = units,
                                passages = Passages(read),
                            },
                            Json
                        )
                    );
                }

                continue;
            }

            List<Passage> passages = await index.FindAsync(asked, new HashSet<string>(), count);
            Answer answer = await composer.AnswerAsync(new Question(asked) { Frequency = index.Frequency }, passages);
            faults += CitationChecker.Fault(answer, passages) is null ? 0 : 1;
            await writer.WriteLineAsync(JsonSerializer.Serialize(Row(item.GetProperty("id").GetString()!, answer, passages), Json));
        }

        Figures.Print("documents", "answers with a faulty citation", faults, "answers");
    }

    private static object Row(string id, Answer answer, List<Passage> passages)
    {
        Dictionary<string, string> sources = passages
            .DistinctBy(passage => passage.Chunk.Id.Document.Value)
            .ToDictionary(passage => passage.Chunk.Id.Document.Value, passage => passage.Uri, StringComparer.Ordinal);
        return new
        {
            id,
            answer = answer.Text,
            abstained = answer.Abstention is not null,
            abstention = answer.Abstention,
            citations = answer.Citations.Select(citation => new { quote = citation.Quote, source = sources[citation.DocumentId.Value] }),
            sentences = answer.Sentences.Select(sentence => new { text = sentence.Text }),
            passages = Passages(passages),
        };
    }

    private static IEnumerable<object> Passages(List<Passage> passages) =>
        passages.Select(passage => new
        {
            uri = passage.Uri,
            heading_path = passage.Chunk.HeadingPath,
            score = passage.Score,
            scores = passage.Scores,
            document = passage.Chunk.Id.Document.Value,
            start = passage.Chunk.Start,
            text = passage.Chunk.Text,
        });

    private static IEnumerable<string> Gold(JsonElement item, string collection) =>
        item.GetProperty("gold").EnumerateArray().Select(entry => $"{collection}/{entry.GetProperty("file").GetString()}");
}
