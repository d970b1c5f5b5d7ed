namespace Orleans;

/// <summary>Stands around every call that arrives.</summary>
public interface IIncomingGrainCallFilter
{
    Task Invoke(IIncomingGrainCallContext context);
}
