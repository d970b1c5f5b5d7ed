using System.IO.Compression;
using System.Text.Json;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference.Tests.Tokenizing;

public sealed class BertTextTokenizerTests
{
    private static readonly BertTextTokenizer Sample = BertTextTokenizer.Create(SampleModels.Vocabulary, lowercase: true);

    [Fact]
    public void EveryGoldenText_GivesTheReferencesIds()
    {
        // The samples' ids were made by @huggingface/tokenizers over the same small vocabulary.
        int compared = Compare(Sample, Path.Combine(SampleModels.Folder, "golden.jsonl"));
        Assert.Equal(40, compared);

        string? vocabulary = SharedFiles.Find("models/tokenizer-bert-uncased/vocab.txt");
        string? golden = SharedFiles.Find("data/golden_tok.jsonl");
        if (vocabulary is not null && golden is not null)
            Assert.Equal(2900, Compare(BertTextTokenizer.Create(vocabulary, lowercase: true), golden));
    }

    [Fact]
    public void EveryRandomText_GivesTheReferencesIds()
    {
        Assert.Equal(2000, Compare(Sample, Path.Combine(SampleModels.Folder, "random.jsonl.gz")));

        // The long comparison, made by tools/tokenizer/make-golden.mjs.
        string? golden = Environment.GetEnvironmentVariable("RAG_TOKENIZER_GOLDEN");
        string? vocabulary = Environment.GetEnvironmentVariable("RAG_TOKENIZER_VOCABULARY");
        if (golden is not null && vocabulary is not null)
            Assert.True(Compare(BertTextTokenizer.Create(vocabulary, lowercase: true), golden) >= 10_000);
    }

    [Fact]
    public void EveryLanguageOfTheMultilingualModel_IsCutAsInItsTraining()
    {
        // The ids were written by tools/train-embedding/multilingual/samples.py over the model's own vocabulary.
        if (ProductModels.Folder is not { } models)
            return;
        string vocabulary = Path.Combine(models, "rag-static-multi-v1", "vocab.txt");
        string samples = Path.Combine(SampleModels.Folder, "multilingual.jsonl");
        Assert.Equal(19, Compare(BertTextTokenizer.Create(vocabulary, lowercase: true), samples));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void LongText_LosesItsEndAndKeepsTheSeparator(int max)
    {
        int[] all = Sample.Encode("the cat sat on the mat.", int.MaxValue);
        int[] cut = Sample.Encode("the cat sat on the mat.", max);
        Assert.Equal([.. all[..(max - 1)], Sample.SeparatorId], cut);
    }

    [Fact]
    public void WordOfSeveralPieces_IsCutBetweenThem() => Assert.Equal(4, Sample.Encode("dogs dogs", 4).Length);

    [Fact]
    public void LimitBelowTheSpecialTokens_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Encode("cat", 1));

    [Fact]
    public void CasedVocabulary_KeepsCaseAndAccents()
    {
        BertTextTokenizer cased = BertTextTokenizer.Create(SampleModels.Vocabulary, lowercase: false);
        Assert.Equal(cased.UnknownId, cased.Encode("Cat", 8)[1]);
        Assert.NotEqual(cased.UnknownId, cased.Encode("é", 8)[1]);
        Assert.Equal(Sample.Encode("e", 8), Sample.Encode("É", 8));
    }

    [Fact]
    public void SameWordsFromManyThreads_GiveTheSameIds()
    {
        BertTextTokenizer fresh = BertTextTokenizer.Create(SampleModels.Vocabulary, lowercase: true);
        string[] texts = [.. Enumerable.Range(0, 400).Select(i => $"cat{i % 37} sat on mat{i % 11}")];
        int[][] expected = [.. texts.Select(text => Sample.Encode(text, 64))];
        int[][] actual = new int[texts.Length][];
        Parallel.For(0, texts.Length, i => actual[i] = fresh.Encode(texts[i], 64));
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void VocabularyWithoutSpecialTokens_IsNamedAsNone()
    {
        using SampleFolder folder = new();
        File.WriteAllText(folder["vocab.txt"], "[UNK]\ncat\n");
        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
            BertTextTokenizer.Create(folder["vocab.txt"], lowercase: true)
        );
        Assert.Contains("[CLS]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WordsSeenBefore_AreEncodedWithoutAllocating()
    {
        int[] ids = new int[64];
        const string Text = "The cat sat on the mat, searching 42 dogs.";
        int count = Sample.Encode(Text, new ArraySegment<int>(ids));
        // The best of some rounds: a collection of garbage, which other tests bring about, may empty a pool of buffers.
        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => Allocated()));
        Assert.Equal(Sample.Encode(Text, 64), ids[..count]);

        long Allocated()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
                count = Sample.Encode(Text, new ArraySegment<int>(ids));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Pieces_AreTheSequenceWithoutItsSpecialTokens()
    {
        Assert.Equal(Sample.Encode("the cat sat", 64)[1..^1], Sample.EncodePieces("the cat sat", 64));
        Assert.Equal(Sample.Encode("the cat sat", 64)[1..3], Sample.EncodePieces("the cat sat", 2));
        Assert.Empty(Sample.EncodePieces("the cat sat", 0));
    }

    private static int Compare(BertTextTokenizer tokenizer, string path)
    {
        int count = 0;
        foreach (string line in Lines(path))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            string text = document.RootElement.GetProperty("t").GetString()!;
            int[] expected = [.. document.RootElement.GetProperty("i").EnumerateArray().Select(id => id.GetInt32())];
            Assert.Equal(expected, tokenizer.Encode(text, int.MaxValue));
            Assert.Equal(expected.Length - 2, tokenizer.Count(text));
            count++;
        }

        return count;
    }

    private static IEnumerable<string> Lines(string path)
    {
        using FileStream file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(content);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
