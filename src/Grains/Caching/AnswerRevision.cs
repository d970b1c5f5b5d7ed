using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RagCluster.Corpus.Answers;
using RagCluster.Grounding;
using RagCluster.Inference;
using RagCluster.Lexical.Bm25;
using RagCluster.Planning.Queries.Superposition;
using RagCluster.Ranking.Fusion;
using RagCluster.Shards;
using RagCluster.Text.Chunking;
using RagCluster.Vectors.Distances;

namespace RagCluster.Grains.Caching;

/// <summary>
/// What makes answers here beside the collection: the program's parts, the settings of answers and the chat model. Silos that differ in one
/// of them, or the same silo after an update, share no entries.
/// </summary>
internal sealed class AnswerRevision
{
    // Of each part that has a say in an answer, any type.
    private static readonly Type[] Parts =
    [
        typeof(AnswerRevision),
        typeof(AnswerComposer),
        typeof(Answer),
        typeof(InferenceOptions),
        typeof(ParsedQuery),
        typeof(RetrievalPlans),
        typeof(ConvexFusion),
        typeof(Shard),
        typeof(StructureChunker),
        typeof(VectorMath),
    ];

    /// <summary>Reads what will not change while the silo runs.</summary>
    public AnswerRevision(GroundingOptions grounding, IServiceProvider services)
    {
        Program = string.Join(' ', Parts.Select(part => part.Module.ModuleVersionId.ToString("N")));
        ChatClientMetadata? chat = services.GetService<IChatClient>()?.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
        Answers =
            $"{grounding} {(services.GetService<IChatClient>() is null ? "extracted" : $"{chat?.ProviderUri} {chat?.DefaultModelId}")}";
    }

    /// <summary>The program, for everything that it computes.</summary>
    internal string Program { get; }

    /// <summary>How answers are written.</summary>
    internal string Answers { get; }
}
