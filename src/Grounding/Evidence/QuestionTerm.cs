namespace RagCluster.Grounding.Evidence;

/// <summary>A content term of a question.</summary>
/// <param name="Token">The term as it stands in the question.</param>
/// <param name="Role">Its share of a plain term's weight, from its role in the question.</param>
/// <param name="IsAnchor">Whether it is a name, a number or quoted: evidence about something else does not answer.</param>
/// <param name="Next">Whether the next term follows it directly, so that the pair may be one expression.</param>
internal readonly record struct QuestionTerm(Token Token, double Role, bool IsAnchor, bool Next);
