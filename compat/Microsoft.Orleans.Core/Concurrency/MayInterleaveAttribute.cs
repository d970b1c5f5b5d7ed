namespace Orleans.Concurrency;

/// <summary>Names a predicate of the class that decides call by call.</summary>
/// <param name="callbackMethodName">A method that takes an IInvokable and returns bool.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayInterleaveAttribute(string callbackMethodName) : Attribute
{
    internal string CallbackMethodName { get; } = callbackMethodName;
}
