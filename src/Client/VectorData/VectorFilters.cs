using System.Linq.Expressions;
using RagCluster.Client.Queries;

namespace RagCluster.Client.VectorData;

/// <summary>
/// Reads the filters of Microsoft.Extensions.VectorData: comparisons of <c>(T)record.Metadata["key"]</c> with a value, and what
/// <c>&amp;&amp;</c> and <c>||</c> make of them.
/// </summary>
internal static class VectorFilters
{
    /// <summary>The server's filter.</summary>
    /// <exception cref="NotSupportedException">The server can't filter by that.</exception>
    internal static Filter Of(Expression<Func<RagVectorRecord, bool>> filter) => Read(filter.Body);

    private static Filter Read(Expression expression) =>
        expression switch
        {
            BinaryExpression { NodeType: ExpressionType.AndAlso } both => Filter.All(Read(both.Left), Read(both.Right)),
            BinaryExpression { NodeType: ExpressionType.OrElse } either => Filter.Any(Read(either.Left), Read(either.Right)),
            BinaryExpression comparison when Key(comparison.Left) is { } key => Compare(
                comparison.NodeType,
                key,
                Value(comparison.Right),
                expression
            ),
            _ => throw Unknown(expression),
        };

    private static Filter Compare(ExpressionType comparison, string key, object value, Expression expression) =>
        comparison switch
        {
            ExpressionType.Equal => Filter.Equal(key, value),
            ExpressionType.NotEqual => Filter.NotEqual(key, value),
            ExpressionType.GreaterThan => Filter.Greater(key, value),
            ExpressionType.GreaterThanOrEqual => Filter.GreaterOrEqual(key, value),
            ExpressionType.LessThan => Filter.Less(key, value),
            ExpressionType.LessThanOrEqual => Filter.LessOrEqual(key, value),
            _ => throw Unknown(expression),
        };

    // record.Metadata["key"], cast to what it is compared with.
    private static string? Key(Expression expression) =>
        expression switch
        {
            UnaryExpression { NodeType: ExpressionType.Convert } cast => Key(cast.Operand),
            MethodCallExpression { Method.Name: "get_Item", Object: MemberExpression member } call
                when member is { Member.Name: nameof(RagVectorRecord.Metadata), Expression: ParameterExpression } => (string)Value(
                call.Arguments[0]
            ),
            _ => null,
        };

    private static object Value(Expression expression) =>
        Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)()
        ?? throw Unknown(expression);

    private static NotSupportedException Unknown(Expression expression) =>
        new($"The server filters by comparisons of (T)record.Metadata[\"key\"] with values, joined by && and ||, not by '{expression}'.");
}
