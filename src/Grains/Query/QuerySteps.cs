using RagCluster.Grains.Query.Answering;
using RagCluster.Grains.Query.Asking;
using RagCluster.Grains.Query.Finding;
using RagCluster.Grains.Query.Keeping;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Query;

/// <summary>The steps of a query; <see cref="QueryGrain"/> says in which order.</summary>
/// <param name="Observers">Take part without being a step.</param>
/// <param name="Keys">Says what an answer depends on.</param>
/// <param name="Cache">Keeps answers.</param>
/// <param name="Finding">Finds the passages of one wording.</param>
/// <param name="Asking">Finds the passages of a question, which may have several wordings.</param>
/// <param name="Answering">Answers from them.</param>
internal sealed record QuerySteps(
    QueryObservers Observers,
    QueryKeys Keys,
    AnswerCache Cache,
    PassageSearch Finding,
    QuestionSearch Asking,
    AnswerWriter Answering
);
