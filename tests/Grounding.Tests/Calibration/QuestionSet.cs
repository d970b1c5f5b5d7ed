using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RagCluster.Grounding.Tests.Calibration;

/// <summary>Paragraphs and questions with the answers that stand in them.</summary>
internal sealed class QuestionSet
{
    internal List<(string Title, string Text)> Paragraphs { get; } = [];

    internal List<Item> Items { get; } = [];

    internal static QuestionSet Load(string path)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(path));
        QuestionSet set = new();
        foreach (JsonElement article in json.RootElement.GetProperty("data").EnumerateArray())
        {
            string title = article.TryGetProperty("title", out JsonElement t) ? t.GetString()!.Replace('_', ' ') : "";
            foreach (JsonElement paragraph in article.GetProperty("paragraphs").EnumerateArray())
            {
                foreach (JsonElement qa in paragraph.GetProperty("qas").EnumerateArray())
                {
                    (int, string)[] answers = qa.GetProperty("answers")
                        .EnumerateArray()
                        .Select(a => (a.GetProperty("answer_start").GetInt32(), a.GetProperty("text").GetString()!))
                        .ToArray();
                    string id = qa.GetProperty("id").GetString()!;
                    set.Items.Add(
                        new Item(id, qa.GetProperty("question").GetString()!, set.Paragraphs.Count, answers, IsInHeldOutHalf(id))
                    );
                }

                set.Paragraphs.Add((title, paragraph.GetProperty("context").GetString()!));
            }
        }

        return set;
    }

    /// <summary>A question.</summary>
    internal sealed record Item(string Id, string Question, int Paragraph, (int Start, string Text)[] Answers, bool IsHeldOut);

    // The split is fixed by the question's id.
    private static bool IsInHeldOutHalf(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id))[0] % 2 == 1;
}
