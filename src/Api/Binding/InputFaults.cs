using Microsoft.AspNetCore.Mvc;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Binding;

/// <summary>What is wrong with the input of a request, by field, in the order in which it was found.</summary>
internal sealed class InputFaults
{
    // A list of ten thousand wrong elements needs no ten thousand sentences.
    private const int FieldsMax = 20;

    private readonly Dictionary<string, string[]> _fields = new(StringComparer.Ordinal);

    /// <summary>Whether nothing was found.</summary>
    internal bool IsEmpty => _fields.Count == 0;

    /// <summary>Whether more would not be told.</summary>
    internal bool IsFull => _fields.Count >= FieldsMax;

    /// <summary>Notes what is wrong with a field; the first fault of a field is the one that is told.</summary>
    internal void Add(string field, string detail)
    {
        if (!IsFull)
            _fields.TryAdd(field, [detail]);
    }

    /// <summary>Ends the request with the first fault, where an endpoint reads a part of its input itself.</summary>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal void ThrowIfAny()
    {
        if (!IsEmpty)
            throw RagException.Invalid(_fields.First().Key, _fields.First().Value[0]);
    }

    /// <summary>The problem document.</summary>
    internal ProblemDetails ToProblem()
    {
        (string field, string[] details) = _fields.First();
        string more = _fields.Count > 1 ? $" ({_fields.Count - 1} more fields are at fault.)" : "";
        return Problems.With(400, "validation-failed", $"{field}: {details[0]}{more}", _fields);
    }
}
