using RagCluster.Client;
using RagCluster.Client.Queries;

string server = args is [{ } address, ..] ? address : "http://127.0.0.1:8080";
string collection = args is [_, { } name, ..] ? name : "main";
using RagClient rag = new(new Uri(server), Environment.GetEnvironmentVariable("RAG_KEY"));

await foreach (AnswerEvent next in rag.StreamAnswerAsync(collection, new("How many days do I have to return a machine?")))
{
    if (next is SentenceAdded { Sentence: { } sentence })
        Console.WriteLine($"{sentence.Text} {string.Concat(sentence.Citations.Select(id => $"[{id}]"))}");
    if (next is not AnswerFinished { Answer: { } answer })
        continue;
    if (answer.Abstention is { } abstention)
        Console.WriteLine(abstention.Reason);
    foreach (Citation citation in answer.Citations)
        Console.WriteLine($"[{citation.Id}] {citation.Title}: {citation.Quote}");
}
